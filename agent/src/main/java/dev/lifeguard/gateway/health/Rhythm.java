package dev.lifeguard.gateway.health;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/**
 * How often something passes on a channel's transport. A silence out of rhythm proves nothing, but
 * it is worth a live probe at once: a cut transport says of itself that it is connected. Pure;
 * times are monotonic.
 */
final class Rhythm {
  private static final int KEPT = 8;
  private static final int ENOUGH = 3;
  private static final Duration LEAST = Duration.ofSeconds(1);

  /** A lively channel that falls silent again and again is not probed each time. */
  private static final long PAUSE = Duration.ofSeconds(10).toNanos();

  private final Deque<Duration> gaps = new ArrayDeque<>();
  private Optional<Instant> last = Optional.empty();
  private long heardAt;
  private Optional<Long> askedAt = Optional.empty();
  private boolean asked;

  /**
   * @param activity when something last passed, by the gateway's own clock
   */
  void heard(Instant activity, long nanos) {
    if (last.equals(Optional.of(activity))) return;
    last.map(before -> Duration.between(before, activity)).ifPresent(this::remember);
    last = Optional.of(activity);
    heardAt = nanos;
    asked = false;
  }

  /** A clock that was set back tells no gap. */
  private void remember(Duration gap) {
    if (gap.isNegative() || gap.isZero()) return;
    gaps.addLast(gap);
    if (gaps.size() > KEPT) gaps.removeFirst();
  }

  /** Silent for half as long again as usual; said once for each silence. */
  boolean broken(long nanos) {
    if (asked || gaps.size() < ENOUGH || nanos - heardAt < usual().toNanos() * 3 / 2) return false;
    if (askedAt.filter(at -> nanos - at < PAUSE).isPresent()) return false;
    asked = true;
    askedAt = Optional.of(nanos);
    return true;
  }

  private Duration usual() {
    var median = gaps.stream().sorted().skip(gaps.size() / 2).findFirst().orElse(LEAST);
    return median.compareTo(LEAST) < 0 ? LEAST : median;
  }
}
