package dev.lifeguard.remedy;

import dev.lifeguard.remedy.PlannedStep.Guard;
import dev.lifeguard.remedy.Run.StepRecord;
import dev.lifeguard.remedy.Run.StepState;
import dev.lifeguard.rule.Condition;
import dev.lifeguard.rule.Truth;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** What a run does next: a function of what was planned and what is written down of it. Pure. */
public final class Course {
  /** The first try after a failure comes after this, the next after twice as long. */
  private static final Duration FIRST_RETRY = Duration.ofSeconds(1);

  private Course() {}

  /** What is next. */
  public sealed interface Next {
    record Act(PlannedStep planned, StepRecord record) implements Next {}

    record Skip(StepRecord record, String why) implements Next {}

    /**
     * Nobody knows whether the step was done: the agent was killed meanwhile.
     *
     * @param planned may be done again if its kind says so
     */
    record Unclear(PlannedStep planned, StepRecord record) implements Next {}

    /** All steps are done. */
    record Complete() implements Next {}
  }

  /**
   * @param holds judges a condition on the facts as last seen
   */
  public static Next next(RemedySettings remedy, Run run, Function<Condition, Truth> holds) {
    for (var record : run.steps())
      switch (record.state()) {
        case DONE, SKIPPED, FAILED -> {
          continue;
        }
        case STARTED -> {
          return new Next.Unclear(planned(remedy, record), record);
        }
        case PLANNED -> {
          return turn(planned(remedy, record), record, run, holds);
        }
      }
    return new Next.Complete();
  }

  private static Next turn(
      PlannedStep planned, StepRecord record, Run run, Function<Condition, Truth> holds) {
    var only = planned.onlyIf().filter(guard -> !isTrue(guard, run, holds));
    if (only.isPresent()) return new Next.Skip(record, "not: " + only.get());
    var unless = planned.unless().filter(guard -> isTrue(guard, run, holds));
    if (unless.isPresent()) return new Next.Skip(record, "since " + unless.get());
    return new Next.Act(planned, record);
  }

  private static boolean isTrue(Guard guard, Run run, Function<Condition, Truth> holds) {
    return switch (guard) {
      case Guard.Noted(var note) -> !run.notes().getOrDefault(note, "false").equals("false");
      case Guard.Holds(var condition) -> holds.apply(condition) == Truth.TRUE;
    };
  }

  /** The steps of the rollback are counted behind those of the plan. */
  public static PlannedStep planned(RemedySettings remedy, StepRecord record) {
    var index = record.number() - 1;
    return index < remedy.steps().size()
        ? remedy.steps().get(index)
        : remedy.rollback().get(index - remedy.steps().size());
  }

  /** How long to wait before the next try; empty: there is none. */
  public static Optional<Duration> retryAfter(
      PlannedStep planned, StepKind kind, StepRecord record, StepOutcome.Failed failed) {
    if (record.attempts() > planned.retry()) return Optional.empty();
    if (kind.repetition() == Repetition.ONCE && isUnclear(failed)) return Optional.empty();
    return switch (failed.reason().kind()) {
      case PERMANENT -> Optional.empty();
      case TRANSIENT, PENALTY ->
          Optional.of(FIRST_RETRY.multipliedBy(1L << Math.min(record.attempts() - 1, 6)));
    };
  }

  /** It was cut off: nobody knows how far it came. */
  public static boolean isUnclear(StepOutcome.Failed failed) {
    return switch (failed.reason()) {
      case DEADLINE_EXCEEDED, CANCELLED, BROKEN -> true;
      default -> false;
    };
  }

  /** Whether the plan is still the one that the run was made from. */
  public static boolean fits(RemedySettings remedy, List<StepRecord> steps) {
    var all = remedy.steps().size() + remedy.rollback().size();
    return steps.stream()
        .allMatch(
            record ->
                record.number() <= all
                    && planned(remedy, record).step().name().equals(record.name())
                    && record.input().equals(Masking.input(planned(remedy, record).step())));
  }

  /** Whether anything was done that could be undone. */
  public static boolean didAnything(Run run) {
    return run.steps().stream()
        .anyMatch(step -> step.state() != StepState.PLANNED && step.state() != StepState.SKIPPED);
  }
}
