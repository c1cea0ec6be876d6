package dev.lifeguard.ssh;

import dev.lifeguard.reason.Failure;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * How often each server may be connected to, so that sshd's MaxStartups and PerSourcePenalties
 * never have cause: a few connections at once, then one a second; and none at all for a while after
 * it sent us away, longer each time. Usable from any thread; time is handed in.
 */
final class Budget {
  /** One penalty of OpenSSH lasts 15 s or more. */
  static final Duration FIRST_PAUSE = Duration.ofSeconds(16);

  static final Duration LONGEST_PAUSE = Duration.ofMinutes(5);
  private static final int BURST = 3;
  private static final long REFILL = Duration.ofSeconds(1).toNanos();

  /** Whether to connect now. */
  sealed interface Answer {
    record Go() implements Answer {}

    /** The budget is used up for so long. */
    record Later(Duration by) implements Answer {}

    /** The server sent us away, and is left alone for so much longer. */
    record Paused(Failure because, Duration left) implements Answer {}
  }

  private static final class Host {
    double tokens = BURST;
    long filled;
    int penalties;
    int wordless;
    long pausedUntil;
    Optional<Failure> because = Optional.empty();

    Host(long now) {
      filled = now;
    }
  }

  private final Map<String, Host> hosts = new HashMap<>();

  /** Takes a permit, if there is one. */
  synchronized Answer ask(String server, long now) {
    var host = host(server, now);
    if (host.because.isPresent() && now < host.pausedUntil)
      return new Answer.Paused(host.because.get(), Duration.ofNanos(host.pausedUntil - now));
    host.tokens = Math.min(BURST, host.tokens + (now - host.filled) / (double) REFILL);
    host.filled = now;
    if (host.tokens < 1)
      return new Answer.Later(Duration.ofNanos((long) ((1 - host.tokens) * REFILL) + 1));
    host.tokens--;
    return new Answer.Go();
  }

  /** The permit was not used: sshd never saw us. */
  synchronized void refund(String server, long now) {
    var host = host(server, now);
    host.tokens = Math.min(BURST, host.tokens + 1);
  }

  /** The server sent us away: for how long it is left alone now. */
  synchronized Duration penalise(String server, Failure because, long now) {
    var host = host(server, now);
    var pause = FIRST_PAUSE.multipliedBy(1L << Math.min(host.penalties, 10));
    if (pause.compareTo(LONGEST_PAUSE) > 0) pause = LONGEST_PAUSE;
    host.penalties++;
    host.because = Optional.of(because);
    host.pausedUntil = now + pause.toNanos();
    return pause;
  }

  /**
   * The server hung up without a word. Once may be a restart. Twice in a row may be that it, or
   * what stands before it, sends us away: nobody knows, so it is left alone for a little, and not
   * for longer each time. Answers for how long.
   */
  synchronized Optional<Duration> hungUp(String server, Failure because, long now) {
    var host = host(server, now);
    if (++host.wordless < 2) return Optional.empty();
    host.because = Optional.of(because);
    host.pausedUntil = now + FIRST_PAUSE.toNanos();
    return Optional.of(FIRST_PAUSE);
  }

  /** A login succeeded: all is forgiven. */
  synchronized void welcomed(String server, long now) {
    var host = host(server, now);
    host.penalties = 0;
    host.wordless = 0;
    host.because = Optional.empty();
  }

  private Host host(String server, long now) {
    return hosts.computeIfAbsent(server, _ -> new Host(now));
  }
}
