package dev.lifeguard.remedy.run;

import dev.lifeguard.fact.Subject;
import dev.lifeguard.remedy.Call;
import dev.lifeguard.remedy.Run;
import dev.lifeguard.remedy.run.Admission.Wish;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * What people were asked, or what was suggested to them: as long as the alert stands that made us
 * do so, nobody hears the same again because of another alert. Belongs to the engine's context.
 */
final class AskedAlready {
  private final Map<About, One> asked = new HashMap<>();

  private record About(String remedy, Subject subject) {}

  private record One(String run, Call call) {}

  void put(Run run) {
    var call = run.identity().call();
    if (!(call instanceof Call.ByPerson))
      asked.put(new About(run.remedy(), run.subject()), new One(run.id(), call));
  }

  /**
   * The run that says the same already.
   *
   * @param stands whether an alert does
   */
  Optional<String> by(Wish wish, Predicate<Call> stands) {
    var about = new About(wish.remedy().name(), wish.subject());
    var one = asked.get(about);
    if (one == null || one.call().episode().equals(wish.call().episode())) return Optional.empty();
    return stands.test(one.call()) ? Optional.of(one.run()) : Optional.empty();
  }

  void prune(Predicate<Call> stands) {
    asked.values().removeIf(one -> !stands.test(one.call()));
  }
}
