package dev.lifeguard.remedy.step.gateway;

import dev.lifeguard.remedy.step.Waiting;
import dev.lifeguard.store.Store;
import dev.lifeguard.time.Time;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Our own count of restarts, ours and everybody else's, since the gateway keeps none: a third
 * within five minutes would trip its breaker against crash loops and leave its channels stopped.
 * Kept in the store.
 */
public final class RestartBudget {
  private static final int MOST = 2;
  private static final Duration WINDOW = Duration.ofMinutes(5);
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  /** What others did was written down by the engine when the gateway was seen in another life. */
  private static final String EVERYBODYS =
      "SELECT at FROM gateway_restart WHERE gateway = ? AND at > ? UNION ALL SELECT at FROM"
          + " remedy_restart WHERE run = '' AND gateway = ? AND at > ? ORDER BY at DESC";

  private final Store store;
  private final Time time;

  public RestartBudget(Store store, Time time) {
    this.store = store;
    this.time = time;
  }

  /** When the next restart may be; empty: now. */
  Optional<Instant> closedUntil(String gateway) throws InterruptedException {
    var since = time.now().minus(WINDOW);
    var times =
        Waiting.on(
            store.query(EVERYBODYS, row -> row.instant("at"), gateway, since, gateway, since),
            PATIENCE);
    return times.size() < MOST ? Optional.empty() : Optional.of(times.get(MOST - 1).plus(WINDOW));
  }

  /** Written before the restart: one that was lost in a crash counts too. */
  void spend(String gateway) throws InterruptedException {
    Waiting.on(
        store.write("INSERT INTO gateway_restart(gateway, at) VALUES (?, ?)", gateway, time.now()),
        PATIENCE);
  }
}
