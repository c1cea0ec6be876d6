package dev.lifeguard.remedy;

import dev.lifeguard.remedy.RemedySettings.BreakerSettings;
import dev.lifeguard.remedy.RemedySettings.Budget;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What is remembered of one remedy on one gateway: for its cooldown, its budget and its breaker.
 * Immutable; survives a restart.
 *
 * @param endedAt of the last run
 * @param starts of the runs since the last one that was verified, oldest first
 */
public record Ledger(
    String remedy,
    String gateway,
    Optional<Instant> endedAt,
    List<Instant> starts,
    Breaker breaker) {
  /** More starts than any budget can name are not kept. */
  private static final int KEPT = 10_000;

  public Ledger {
    starts = List.copyOf(starts);
  }

  public static Ledger blank(String remedy, String gateway) {
    return new Ledger(remedy, gateway, Optional.empty(), List.of(), Breaker.NEW);
  }

  public Ledger started(Instant now) {
    var more =
        new ArrayList<>(starts.subList(Math.max(0, starts.size() - KEPT + 1), starts.size()));
    more.add(now);
    return new Ledger(remedy, gateway, endedAt, more, breaker);
  }

  /** Only what was verified gives the budget back and closes the breaker. */
  public Ledger verified(Instant now) {
    return new Ledger(remedy, gateway, Optional.of(now), List.of(), breaker.helped());
  }

  public Ledger failed(BreakerSettings settings, Instant now) {
    return new Ledger(remedy, gateway, Optional.of(now), starts, breaker.failed(settings, now));
  }

  public Ledger with(Breaker breaker) {
    return new Ledger(remedy, gateway, endedAt, starts, breaker);
  }

  /** When it may run again for all that the cooldown says; empty: now. */
  public Optional<Instant> coolsUntil(Duration cooldown, Instant now) {
    return endedAt.map(ended -> ended.plus(cooldown)).filter(now::isBefore);
  }

  /** How many runs the budget's window holds already. */
  public int spent(Budget budget, Instant now) {
    var since = now.minus(budget.per());
    return (int) starts.stream().filter(start -> start.isAfter(since)).count();
  }
}
