package dev.lifeguard.tunnel;

import dev.lifeguard.reason.Reason;
import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How long to keep away after a failure. While connecting itself fails, an attempt costs the far
 * side nothing and is made every second (the SSH room does, within one attempt); what fails later
 * has cost a login, and is spread by full jitter; what sshd punishes is left alone for longer than
 * its punishment.
 */
final class Backoff {
  static final Duration CONNECT = Duration.ofSeconds(1);
  static final Duration CAP = Duration.ofSeconds(30);

  /** OpenSSH's PerSourcePenalties lets nobody in for less than its {@code min}, 15 s. */
  static final Duration PENALTY = Duration.ofSeconds(16);

  /** So many sessions may die young before the next one is no longer tried at once. */
  static final int PATIENCE = 3;

  private static final Duration PENALTY_SPREAD = Duration.ofSeconds(8);

  private final RandomGenerator random;

  Backoff(RandomGenerator random) {
    this.random = random;
  }

  /** After the {@code failures}-th failed attempt in a row. */
  Duration afterFailure(Reason reason, int failures) {
    return switch (reason.kind()) {
      case PENALTY -> PENALTY.plus(upTo(PENALTY_SPREAD));
      case PERMANENT, TRANSIENT -> connecting(reason) ? CONNECT : jitter(failures);
    };
  }

  /** After a session that stood was lost; usually at once. */
  Duration afterLoss(Reason reason, int shortLives) {
    if (reason.kind() == Reason.Kind.PENALTY) return afterFailure(reason, 1);
    return shortLives <= PATIENCE ? Duration.ZERO : jitter(shortLives - PATIENCE);
  }

  private Duration jitter(int failures) {
    var ceiling = Duration.ofSeconds(1L << Math.min(failures, 5));
    // Never nothing: two attempts in the same moment help nobody.
    return Duration.ofMillis(100).plus(upTo(ceiling.compareTo(CAP) < 0 ? ceiling : CAP));
  }

  private Duration upTo(Duration limit) {
    return Duration.ofNanos(random.nextLong(limit.toNanos()));
  }

  /** Whether the attempt ended before anything listened to it. */
  static boolean connecting(Reason reason) {
    return switch (reason) {
      case UNRESOLVED, REFUSED, CONNECT_TIMEOUT, NETWORK_UNREACHABLE, OWN_NETWORK_DOWN -> true;
      case BUDGET_EXHAUSTED -> true; // our own budget: nobody was dialled
      default -> false;
    };
  }
}
