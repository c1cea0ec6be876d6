package dev.lifeguard.remedy;

import dev.lifeguard.rule.Condition;
import java.time.Duration;
import java.util.Optional;

/**
 * A step within a remedy, with what every kind of step may say.
 *
 * @param onlyIf it is skipped unless this holds
 * @param unless it is skipped when this holds
 * @param timeout empty: the usual one of its kind
 * @param retry how often it is tried again after a failure that may pass
 */
public record PlannedStep(
    StepSettings step,
    Optional<Guard> onlyIf,
    Optional<Guard> unless,
    Optional<Duration> timeout,
    int retry) {

  /** What a step is skipped by. */
  public sealed interface Guard {
    /** An earlier step left this note, and did not say false. */
    record Noted(String note) implements Guard {
      @Override
      public String toString() {
        return note;
      }
    }

    /** The facts, as last seen, are so. What is not known does not hold. */
    record Holds(Condition condition) implements Guard {
      @Override
      public String toString() {
        return condition.toString();
      }
    }
  }

  /** A step that says nothing but what it does. */
  public static PlannedStep of(StepSettings step) {
    return new PlannedStep(step, Optional.empty(), Optional.empty(), Optional.empty(), 0);
  }
}
