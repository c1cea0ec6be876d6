package dev.lifeguard.gateway.health;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.gateway.Payload;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class CallBookTest {
  private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");

  private final CallBook book = new CallBook();

  @Test
  void isUnknownWithoutCalls() {
    assertThat(book.errorRate(NOW)).isEmpty();
  }

  @Test
  void isTheShareOfFailedCalls() {
    read(CallBook.COMPLETED, 1, 2, 3);
    read(CallBook.ERROR, 4);
    assertThat(book.errorRate(NOW)).hasValue(0.25);
  }

  @Test
  void countsNoNumberTwice() {
    read(CallBook.COMPLETED, 1);
    read(CallBook.ERROR, 2);
    read(CallBook.ERROR, 2);
    assertThat(book.errorRate(NOW)).hasValue(0.5);
    assertThat(book.question(CallBook.ERROR).getLong("sinceSeq")).isEqualTo(2);
  }

  @Test
  void numbersBeginAnewWithTheProcess() {
    read(CallBook.COMPLETED, 100);
    book.beginAnew();
    read(CallBook.ERROR, 1);
    assertThat(book.errorRate(NOW)).hasValue(0.5);
  }

  @Test
  void callsOlderThanFiveMinutesDoNotCount() {
    read(CallBook.ERROR, 1);
    assertThat(book.errorRate(NOW.plus(Duration.ofSeconds(301)))).isEmpty();
  }

  private void read(String type, long... numbers) {
    var events = new JsonArray();
    for (var seq : numbers)
      events.add(new JsonObject().put("seq", seq).put("ts", NOW.toEpochMilli()).put("type", type));
    book.read(type, Payload.of(new JsonObject().put("events", events)));
  }
}
