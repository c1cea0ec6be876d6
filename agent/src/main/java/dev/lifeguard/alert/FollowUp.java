package dev.lifeguard.alert;

import dev.lifeguard.config.DurationText;
import dev.lifeguard.rule.Severity;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What happens while an alert goes on firing: others are told step by step until somebody takes it,
 * and everybody is reminded from time to time.
 *
 * @param remindEvery none: nobody is reminded
 * @param steps in order of their time
 */
public record FollowUp(Optional<Duration> remindEvery, List<Step> steps) {
  public static final FollowUp NONE = new FollowUp(Optional.empty(), List.of());

  /**
   * One step of the escalation.
   *
   * @param after how long after it fired
   * @param least the least severe alerts that it is about
   */
  public record Step(Duration after, List<String> receivers, Severity least) {
    public Step {
      receivers = List.copyOf(receivers);
    }
  }

  /** What is to be done now, and why. */
  public sealed interface Decision {
    String because();

    record Nothing(String because) implements Decision {}

    record Remind(String because) implements Decision {}

    /**
     * @param number of the step, counted from one
     */
    record Escalate(int number, Step step, String because) implements Decision {}
  }

  /**
   * How far it has come.
   *
   * @param steps how many were taken
   * @param remindedAt after what time of firing people were reminded last
   */
  public record Progress(int steps, Duration remindedAt) {
    public static final Progress NONE = new Progress(0, Duration.ZERO);
  }

  public FollowUp {
    steps = steps.stream().sorted(java.util.Comparator.comparing(Step::after)).toList();
  }

  /**
   * @param firing how long it has been firing
   */
  public Decision decide(Alert alert, Duration firing, Progress progress) {
    if (!(alert.state() instanceof AlertState.Firing))
      return new Decision.Nothing("it is " + alert.state().code());
    if (alert.isSuppressed())
      return new Decision.Nothing("suppressed by " + alert.handling().suppressions().getFirst());
    return alert
        .handling()
        .acknowledgement()
        .<Decision>map(taken -> new Decision.Nothing("taken by " + taken.owner()))
        .orElseGet(() -> untaken(alert.severity(), firing, progress));
  }

  private Decision untaken(Severity severity, Duration firing, Progress progress) {
    for (var number = progress.steps() + 1; number <= steps.size(); number++) {
      var step = steps.get(number - 1);
      if (step.least().outranks(severity)) continue;
      if (firing.compareTo(step.after()) < 0) break;
      return new Decision.Escalate(
          number, step, "nobody took it within " + DurationText.print(step.after()));
    }
    return reminder(firing, progress);
  }

  private Decision reminder(Duration firing, Progress progress) {
    if (remindEvery.isEmpty()) return new Decision.Nothing("no reminders are configured");
    var due = progress.remindedAt().plus(remindEvery.get());
    return firing.compareTo(due) < 0
        ? new Decision.Nothing("the next reminder is due after " + DurationText.print(due))
        : new Decision.Remind("firing for " + DurationText.lasting(firing));
  }
}
