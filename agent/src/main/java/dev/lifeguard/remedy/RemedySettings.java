package dev.lifeguard.remedy;

import dev.lifeguard.config.DurationText;
import dev.lifeguard.config.Origin;
import dev.lifeguard.rule.Condition;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A pipeline as written.
 *
 * @param trigger what calls for it
 * @param when a condition on facts and the cause
 * @param otherwise what to do when it did not help
 */
public record RemedySettings(
    String name,
    List<Trigger> trigger,
    Optional<Condition> when,
    Mode mode,
    List<PlannedStep> steps,
    Optional<Verify> verify,
    List<PlannedStep> rollback,
    Limits limits,
    Optional<Otherwise> otherwise,
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
    AUTO;

    public Mode stricter(Mode other) {
      return compareTo(other) <= 0 ? this : other;
    }

    public String code() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** Who hears that it did not help. */
  public enum Otherwise {
    PAGE,
    NOTIFY
  }

  /** What must come true, and how soon. */
  public record Verify(Condition check, Duration within) {}

  /**
   * What keeps it from making things worse.
   *
   * @param cooldown from one run to the next on the same gateway
   * @param budget so many runs that were not verified; empty: no limit
   * @param blockers alerts that keep it away while they fire on the same gateway
   */
  public record Limits(
      Duration cooldown,
      Optional<Budget> budget,
      BlastRadius blastRadius,
      List<String> blockers,
      BreakerSettings breaker) {
    public Limits {
      blockers = List.copyOf(blockers);
    }
  }

  /** So many runs in so long a time. */
  public record Budget(int runs, Duration per) {
    @Override
    public String toString() {
      return runs + " per " + DurationText.print(per);
    }
  }

  /** After so many runs in a row that did not help it is left alone, at first for so long. */
  public record BreakerSettings(int after, Duration pause) {}

  /** How much of the fleet may be in need at once for it still to act. */
  public sealed interface BlastRadius {
    record Share(double ratio) implements BlastRadius {
      @Override
      public String toString() {
        return Math.round(ratio * 1000) / 10.0 + "%";
      }
    }

    record Count(int gateways) implements BlastRadius {
      @Override
      public String toString() {
        return Integer.toString(gateways);
      }
    }

    /** Of a small fleet a share may be less than one gateway: one is always allowed. */
    default int allowed(int fleet) {
      return switch (this) {
        case Share(var ratio) -> Math.max(1, (int) Math.floor(ratio * fleet + 1e-9));
        case Count(var gateways) -> gateways;
      };
    }
  }
}
