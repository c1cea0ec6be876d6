package dev.lifeguard.notify;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How long a service asks to be left alone: by the header, in seconds or as a date, or in the body,
 * as Telegram ({@code parameters.retry_after}) and Discord ({@code retry_after}) do. Pure.
 */
final class RetryAfter {
  /** Whatever is asked: alerts do not wait longer. */
  private static final Duration LONGEST = Duration.ofMinutes(15);

  private RetryAfter() {}

  static Optional<Duration> asked(@Nullable String header, Buffer body, Instant now) {
    return Optional.ofNullable(header)
        .flatMap(text -> seconds(text).or(() -> until(text, now)))
        .or(() -> told(body))
        .filter(it -> it.isPositive())
        .map(it -> it.compareTo(LONGEST) > 0 ? LONGEST : it);
  }

  private static Optional<Duration> seconds(String text) {
    return text.strip().matches("\\d{1,9}")
        ? Optional.of(Duration.ofSeconds(Long.parseLong(text.strip())))
        : Optional.empty();
  }

  private static Optional<Duration> until(String text, Instant now) {
    try {
      var at = Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(text.strip()));
      return Optional.of(Duration.between(now, at));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  private static Optional<Duration> told(Buffer body) {
    if (body.length() == 0 || body.getByte(0) != '{') return Optional.empty();
    try {
      var json = new JsonObject(body);
      var inner = json.getValue("parameters") instanceof JsonObject object ? object : json;
      return inner.getValue("retry_after") instanceof Number seconds
          ? Optional.of(Duration.ofMillis((long) Math.min(seconds.doubleValue() * 1000, 1e9)))
          : Optional.empty();
    } catch (DecodeException e) {
      return Optional.empty();
    }
  }
}
