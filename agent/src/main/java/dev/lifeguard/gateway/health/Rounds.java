package dev.lifeguard.gateway.health;

import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * When each look is due over the standing connection. One that has not come back is not started
 * again, and one of a former connection does not count any more.
 */
final class Rounds {
  /** A knock at a near service costs next to nothing, and the gateway nothing at all. */
  private static final Duration SERVICES = Duration.ofSeconds(1);

  private static final Duration RUNTIME = Duration.ofSeconds(10);
  private static final Duration CONFIG = Duration.ofSeconds(10);

  /** A doubtful channel is probed again soon: it may be back. */
  private static final Duration DOUBT = Duration.ofSeconds(10);

  /** These burden the gateway's machine: not before all else is known. */
  private static final Duration PORTS = Duration.ofSeconds(5);

  private static final Duration AUDIT = Duration.ofSeconds(15);

  private static final Duration LATE = Duration.ofSeconds(1);

  /** An audit that came too early to know where. */
  private static final Duration AGAIN = Duration.ofSeconds(1);

  private static final Duration RARE = Duration.ofMinutes(10);

  /** One look and its pace; {@code first} is how long after the hello it is due. */
  private static final class Turn {
    final Supplier<Duration> every;
    final Duration first;
    final Function<Asker, Future<?>> look;
    long due;
    long life = -1;
    boolean begun;

    Turn(Duration first, Supplier<Duration> every, Function<Asker, Future<?>> look) {
      this.first = first;
      this.every = every;
      this.look = look;
    }

    boolean rare() {
      return every.get().compareTo(RARE) >= 0;
    }
  }

  /** When the first looks at a new connection are due, one after what it builds on. */
  static final List<Duration> FIRST = Stream.of(50, 100, 150, 200).map(Duration::ofMillis).toList();

  private final Runnable roundEnded;
  private final Turn configuration;
  private final List<Turn> turns;
  private long life;
  private boolean firstRound;

  /** Channels before their probes, runtime before configuration before providers and the rest. */
  Rounds(Looks looks, WatchSettings pace, Runnable roundEnded) {
    this.roundEnded = roundEnded;
    configuration = turn(100, CONFIG, looks::configure);
    turns =
        List.of(
            turn(0, pace.gateway(), looks.health::look),
            turn(0, pace.gateway(), looks.channels::look),
            turn(200, shorter(SERVICES, pace.gateway()), looks.services::look),
            turn(0, pace.gateway(), looks.calls::look),
            turn(0, RUNTIME, looks.runtime::look),
            turn(50, RUNTIME, looks.metrics::look),
            turn(0, RUNTIME, looks.identity::look),
            turn(0, RUNTIME, _ -> looks.stands()),
            configuration,
            turn(100, pace.errors(), looks.log::look),
            new Turn(
                Duration.ofMillis(150),
                () -> looks.channels.doubtful() ? shorter(pace.channels(), DOUBT) : pace.channels(),
                looks.channels.probes()::look),
            turn(200, pace.providers(), looks.providers::look),
            new Turn(shorter(PORTS, pace.security()), pace::security, _ -> looks.ports()),
            new Turn(
                shorter(AUDIT, pace.security()),
                () -> looks.audited() ? longer(RARE, pace.security()) : AGAIN,
                _ -> looks.audit()));
  }

  /** A new connection: everything is due anew. */
  void begin(long nanos) {
    life++;
    firstRound = true;
    for (var turn : turns) {
      turn.begun &= turn.rare();
      var first = nanos + turn.first.toNanos();
      // what is done once an hour is not done at each reconnection
      turn.due = turn.rare() && turn.begun ? Math.max(turn.due, first) : first;
    }
  }

  /** The gateway said that its configuration changed. */
  void configChanged(long nanos) {
    configuration.due = nanos;
  }

  /** The connection is gone: what is still under way comes back for nobody. */
  void end() {
    life++;
  }

  void tick(Asker asker, long nanos) {
    for (var turn : turns) if (turn.due <= nanos && turn.life != life) run(turn, asker, nanos);
  }

  private void run(Turn turn, Asker asker, long nanos) {
    turn.life = life;
    turn.begun = true;
    turn.due = nanos + turn.every.get().toNanos();
    var mine = life;
    turn.look.apply(asker).onComplete(_ -> back(turn, mine));
  }

  private void back(Turn turn, long mine) {
    if (turn.life == mine) turn.life = -1;
    if (firstRound && turns.stream().allMatch(this::done)) {
      firstRound = false;
      roundEnded.run();
    }
  }

  /** What begins later is not waited for. */
  private boolean done(Turn turn) {
    return turn.first.compareTo(LATE) >= 0 || turn.begun && turn.life != life;
  }

  private static Turn turn(int firstMillis, Duration every, Function<Asker, Future<?>> look) {
    return new Turn(Duration.ofMillis(firstMillis), () -> every, look);
  }

  private static Duration longer(Duration one, Duration other) {
    return one.compareTo(other) > 0 ? one : other;
  }

  private static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }
}
