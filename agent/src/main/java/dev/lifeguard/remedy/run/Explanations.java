package dev.lifeguard.remedy.run;

import dev.lifeguard.diagnosis.Diagnosis;
import dev.lifeguard.remedy.Call;
import dev.lifeguard.remedy.Run;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes the cause into the records of runs that began before it was found: a repair may be quicker
 * than the diagnosis. Belongs to the engine's context.
 */
final class Explanations {
  private static final Logger log = LoggerFactory.getLogger(Explanations.class);

  /** A diagnosis that takes longer is about something else by then. */
  private static final Duration WITHIN = Duration.ofMinutes(1);

  private final Workshop shop;

  /** Ended a moment ago, before the diagnosis. */
  private final List<Run> unexplained = new ArrayList<>();

  Explanations(Workshop shop) {
    this.shop = shop;
  }

  /** It is over; what is found within a minute still belongs to it. */
  void await(Run over) {
    if (called(over).isPresent()) unexplained.add(over);
  }

  /** Tells the cause to those of the runs at work, and those just over, that the alert called. */
  void explain(Collection<Live> atWork, String alert, Diagnosis found) {
    var oldest = shop.now().minus(WITHIN);
    unexplained.removeIf(run -> run.times().endedAt().filter(oldest::isBefore).isEmpty());
    if (found.cause().isEmpty()) return;
    var mine = Optional.of(alert);
    for (var one : atWork)
      if (called(one.run()).equals(mine)) one.run(one.run().explained(found.causeCode()));
    var over = unexplained.stream().filter(run -> called(run).equals(mine)).toList();
    unexplained.removeAll(over);
    for (var run : over) keep(run.explained(found.causeCode()));
  }

  private void keep(Run explained) {
    shop.journal()
        .write(List.of(Journal.put(explained)))
        .onFailure(e -> log.error("a cause cannot be written down run={}", explained.id(), e));
  }

  /** The alert that called for it, as long as its cause is not known. */
  private static Optional<String> called(Run run) {
    return run.identity().call() instanceof Call.ByAlert alert && run.identity().cause().isEmpty()
        ? Optional.of(alert.id())
        : Optional.empty();
  }
}
