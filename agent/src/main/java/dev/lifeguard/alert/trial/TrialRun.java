package dev.lifeguard.alert.trial;

import dev.lifeguard.alert.AlertBook;
import dev.lifeguard.alert.AlertSettings;
import dev.lifeguard.fact.Observed;
import dev.lifeguard.rule.RuleSet;
import dev.lifeguard.rule.watch.Freshness;
import dev.lifeguard.rule.watch.RuleWatch;
import dev.lifeguard.time.ManualTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** Lives through one trial on a clock turned by hand, and notes what was not as expected. */
public final class TrialRun {
  private static final AlertSettings AT_ONCE =
      new AlertSettings(Duration.ZERO, Duration.ZERO, Duration.ofDays(1000), Duration.ofDays(1000));

  private final ManualTime time = new ManualTime();
  private final Trial trial;
  private final AlertBook book;
  private final RuleWatch watch;
  private final List<String> failures = new ArrayList<>();
  private Duration passed = Duration.ZERO;
  private int seen;

  private TrialRun(RuleSet rules, Trial trial) {
    this.trial = trial;
    this.book = new AlertBook(time, AT_ONCE, _ -> {});
    this.watch = new RuleWatch(time, Freshness.USUAL, book::hear);
    watch.replace(rules, Map.of());
  }

  /** What was not as expected; empty when all was. */
  public static List<String> run(RuleSet rules, Trial trial) {
    var run = new TrialRun(rules, trial);
    run.live();
    return List.copyOf(run.failures);
  }

  private void live() {
    var moments =
        trial.expected().stream().sorted(Comparator.comparing(Trial.Expectation::at)).toList();
    for (var expected : moments) {
      passTo(expected.at());
      compare(expected.at(), "firing", expected.firing());
      compare(expected.at(), "pending", expected.pending());
    }
  }

  /** Looks that fall due on the way are made on the way, and so are the beats of the agent. */
  private void passTo(Duration until) {
    while (true) {
      var look = trial.interval().multipliedBy(seen);
      if (look.compareTo(until) > 0) break;
      beatTo(look);
      look(seen++);
    }
    beatTo(until);
  }

  private void beatTo(Duration until) {
    while (passed.compareTo(until) < 0) {
      var left = until.minus(passed);
      var step = left.compareTo(AlertBook.BEAT) < 0 ? left : AlertBook.BEAT;
      time.advance(step);
      passed = passed.plus(step);
      watch.sweep();
      book.tick();
    }
  }

  private void look(int index) {
    for (var series : trial.series())
      if (index < series.values().size())
        series
            .values()
            .get(index)
            .ifPresent(
                value ->
                    watch.hear(new Observed(series.subject(), series.fact(), value, time.now())));
  }

  private void compare(Duration at, String state, List<String> expected) {
    var standing =
        book.alerts().stream()
            .filter(alert -> alert.state().code().equals(state))
            .map(alert -> alert.name())
            .sorted()
            .toList();
    if (!standing.equals(expected))
      failures.add(
          "at " + at.toSeconds() + "s: " + state + " " + standing + ", expected " + expected);
  }
}
