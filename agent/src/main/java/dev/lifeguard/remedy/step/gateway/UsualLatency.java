package dev.lifeguard.remedy.step.gateway;

import dev.lifeguard.bus.Bus;
import dev.lifeguard.bus.Subscription;
import dev.lifeguard.fact.Fact;
import dev.lifeguard.fact.FactValue;
import dev.lifeguard.fact.Observed;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;

/**
 * How slow each gateway was at its slowest while it answered: an unanswered call makes the fact
 * infinite, which says nothing about how long to wait. Written on its own context, read by any
 * thread.
 */
public final class UsualLatency implements AutoCloseable {
  private final Subscription subscription;
  private volatile Map<String, Duration> slowest = Map.of();

  public UsualLatency(Bus bus) {
    subscription = bus.on(Observed.class, this::note);
  }

  /** The last 99th percentile that was a number; zero when there was none. */
  public Duration of(String gateway) {
    return slowest.getOrDefault(gateway, Duration.ZERO);
  }

  private void note(Observed seen) {
    if (seen.fact() != Fact.P99_LATENCY) return;
    if (!(seen.value() instanceof FactValue.Amount(var seconds)) || !Double.isFinite(seconds))
      return;
    var more = new TreeMap<>(slowest);
    more.put(seen.subject().gateway(), Duration.ofNanos((long) (seconds * 1e9)));
    slowest = Map.copyOf(more);
  }

  @Override
  public void close() {
    subscription.end();
  }
}
