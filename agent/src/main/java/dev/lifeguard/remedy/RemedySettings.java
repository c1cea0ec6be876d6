package dev.lifeguard.remedy;

import dev.lifeguard.config.Origin;
import dev.lifeguard.rule.Condition;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * A pipeline as written.
 *
 * @param trigger the alerts that call for it
 * @param when a condition on facts and the cause
 * @param otherwise what to do when it did not help
 */
public record RemedySettings(
    String name,
    List<String> trigger,
    Optional<Condition> when,
    Mode mode,
    List<StepSettings> steps,
    Optional<Verify> verify,
    List<StepSettings> rollback,
    Limits limits,
    Optional<String> otherwise,
    Origin origin) {

  public RemedySettings {
    trigger = List.copyOf(trigger);
    steps = List.copyOf(steps);
    rollback = List.copyOf(rollback);
  }

  /** What it means, wherever it stands. */
  public RemedySettings withoutOrigin() {
    return new RemedySettings(
        name,
        trigger,
        when,
        mode,
        steps,
        verify,
        rollback,
        limits,
        otherwise,
        new Origin.Default());
  }

  /** How much it may do by itself; the stricter of the remedy's and the gateway's holds. */
  public enum Mode {
    OBSERVE,
    SUGGEST,
    APPROVE,
    AUTO
  }

  /** What must come true, and how soon. */
  public record Verify(Condition check, Duration within) {}

  /** What keeps it from making things worse. */
  public record Limits(Duration cooldown, Optional<Budget> budget, BlastRadius blastRadius) {}

  /** So many runs in so long a time. */
  public record Budget(int runs, Duration per) {}

  /** How much of the fleet may be in need at once for it still to act. */
  public sealed interface BlastRadius {
    record Share(double ratio) implements BlastRadius {}

    record Count(int gateways) implements BlastRadius {}
  }
}
