package dev.lifeguard.remedy.run;

import dev.lifeguard.remedy.RemedyEvent;
import dev.lifeguard.remedy.Run;
import dev.lifeguard.remedy.RunState;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What was suggested: a person takes it up once, or turns it down. On the engine's context. */
final class Suggestions {
  /** One can be taken up for so long. */
  private static final Duration FRESH = Duration.ofHours(24);

  private final Workshop shop;

  /** Nobody's yes counts twice while the first is being written down. */
  private final Set<String> taken = new HashSet<>();

  Suggestions(Workshop shop) {
    this.shop = shop;
  }

  /** Why it cannot be taken up or turned down; empty: it can. */
  Optional<String> over(Run run) {
    if (run.state() != RunState.PROPOSED)
      return Optional.of("run " + run.id() + " is " + run.state() + ", nobody is asked");
    if (run.approval().isPresent())
      return Optional.of("the suggestion " + run.id() + " is over: " + run.because());
    if (taken.contains(run.id()))
      return Optional.of("the suggestion " + run.id() + " is being taken up");
    return run.times().createdAt().plus(FRESH).isBefore(shop.now())
        ? Optional.of("the suggestion is older than " + FRESH.toHours() + " hours")
        : Optional.empty();
  }

  /** What came of somebody's yes: where a run began, the suggestion is over. */
  Future<Outcome> taken(Run run, String who, Future<Outcome> begun) {
    taken.add(run.id());
    return begun
        .compose(
            outcome ->
                outcome instanceof Outcome.Accepted(var next)
                    ? kept(run, who, next)
                    : Future.succeededFuture(outcome))
        .onComplete(_ -> taken.remove(run.id()));
  }

  private Future<Outcome> kept(Run run, String who, Run next) {
    var because = "taken up by " + who + " as run " + next.id();
    var answered = run.answered(new Run.Answer(true, who, shop.now())).in(run.state(), because);
    return shop.journal()
        .write(List.of(Journal.put(answered)))
        .map(_ -> new Outcome.Accepted(next));
  }

  Future<Outcome> turnDown(Run run, String who, String why) {
    var now = shop.now();
    var down = run.answered(new Run.Answer(false, who, now)).in(RunState.REJECTED, why);
    return shop.journal()
        .write(List.of(Journal.put(down), Journal.line("rejected", down, who, why, now)))
        .onSuccess(_ -> shop.tell(new RemedyEvent.ApprovalAnswered(down, now)))
        .map(_ -> new Outcome.Accepted(down));
  }
}
