package dev.lifeguard.notify;

import dev.lifeguard.notify.Notice.About;
import dev.lifeguard.notify.Notice.Span;
import dev.lifeguard.notify.Notice.Told;
import dev.lifeguard.reason.Failure;
import dev.lifeguard.rule.Severity;
import dev.lifeguard.time.Time;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A test of a receiver: one notice that says it is a test, past the outbox, over a connection of
 * its own. Needs no running agent.
 */
public final class Trial {
  /** As rules would name the alert. */
  public static final String NAME = "lifeguard_test";

  /**
   * How it went.
   *
   * @param failure none: the receiver took it
   */
  public record Result(String receiver, Optional<Failure> failure, Duration took) {
    public boolean passed() {
      return failure.isEmpty();
    }
  }

  private Trial() {}

  /** Never fails: a failure is its result. To be called on a Vert.x context. */
  public static Future<Result> run(ReceiverSettings settings, Outside outside) {
    var time = outside.time();
    var start = time.nanos();
    var receiver = settings.open(outside);
    return new Attempt(receiver, time)
        .send(notice(settings.name(), time.now()))
        .map(_ -> Optional.<Failure>empty())
        .otherwise(e -> Optional.of(Attempt.failure(e)))
        .map(failure -> new Result(settings.name(), failure, took(time, start)))
        .onComplete(_ -> receiver.close());
  }

  private static Duration took(Time time, long start) {
    return time.since(start);
  }

  private static Notice notice(String receiver, Instant now) {
    var labels = new TreeMap<>(Map.of("alertname", NAME, "severity", "info", "test", "true"));
    var about = new About("lifeguard-test-" + receiver, NAME, Severity.INFO, labels);
    var texts =
        Map.of("summary", "This is a test: nothing is wrong. Lifeguard reaches " + receiver + ".");
    var key = "test-" + receiver + "-" + now.toEpochMilli();
    var told =
        new Told(
            key, Occasion.TESTED, about, texts, new Span(now, Optional.of(now.plusSeconds(60))));
    return new Notice(key, new TreeMap<>(), List.of(told), Optional.empty(), 0);
  }
}
