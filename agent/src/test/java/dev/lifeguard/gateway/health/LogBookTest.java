package dev.lifeguard.gateway.health;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.gateway.Payload;
import dev.lifeguard.gateway.ProviderState;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class LogBookTest {
  private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");

  private final LogBook book = new LogBook();

  @Test
  void countsTheErrorsOfTheLastHourOnly() {
    read(tail(100, error("10:59:59"), error("11:00:01"), line("11:30:00", "INFO", "x", "well")));
    assertThat(book.errors(NOW)).isEqualTo(1);
    assertThat(book.errors(NOW.plus(Duration.ofHours(1)))).isZero();
  }

  @Test
  void commandLinesInTheSameLogAreNotTheGatewaysErrors() {
    read(tail(100, line("11:30:00", "ERROR", "openclaw", "cli failed")));
    assertThat(book.errors(NOW)).isZero();
  }

  @Test
  void readsOnFromItsCursor() {
    assertThat(book.question().containsKey("cursor")).isFalse();
    read(tail(100, error("11:30:00")));
    assertThat(book.question().getLong("cursor")).isEqualTo(100);
    read(tail(150, error("11:30:01")));
    assertThat(book.errors(NOW)).isEqualTo(2);
  }

  @Test
  void rotationCountsNoLineTwiceAndForgetsNone() {
    read(tail(100, error("11:30:00"), error("11:30:05")));
    var again = tail(50, error("11:30:00"), error("11:30:05"), error("11:31:00"));
    again.put("reset", true);
    var news = read(again);
    assertThat(news.errors()).isEqualTo(1);
    assertThat(book.errors(NOW)).isEqualTo(3);
  }

  @Test
  void sameMomentTwiceIsTwoLines() {
    read(tail(100, error("11:30:00"), error("11:30:00")));
    assertThat(book.errors(NOW)).isEqualTo(2);
  }

  @Test
  void refusedLoginsAreCountedApart() {
    var news =
        read(
            tail(
                100,
                line("11:30:00", "WARN", "ws", "unauthorized conn=1 reason=token_mismatch"),
                line("11:30:00", "WARN", "ws", "closed before connect conn=1 code=1008")));
    assertThat(news.authFailures()).isEqualTo(1);
    assertThat(book.authFailures(NOW)).isEqualTo(1);
    assertThat(book.errors(NOW)).isZero();
  }

  @Test
  void knowsWhetherItSawTheWholeHour() {
    read(tail(100, error("11:30:00")));
    assertThat(book.whole(NOW)).isTrue(); // the log begins there: before it was none
    var other = new LogBook();
    var cut = tail(100, error("11:30:00"));
    cut.put("truncated", true);
    other.read(Payload.of(cut), NOW);
    assertThat(other.whole(NOW)).isFalse();
    assertThat(other.since()).contains(Instant.parse("2026-11-20T11:30:00Z"));
    assertThat(other.whole(NOW.plus(Duration.ofMinutes(31)))).isTrue();
  }

  @Test
  void jobsOfTwoGatewaysInOneLogMakeItNobodysOwn() {
    read(tail(100, line("11:30:00", "INFO", jobs("a"), "cron: started")));
    assertThat(book.share().because(NOW)).isEmpty();
    read(tail(200, line("11:30:01", "INFO", jobs("b"), "cron: started")));
    assertThat(book.share().because(NOW)).isPresent();
  }

  private static String jobs(String home) {
    var place = "/home/" + home + "/.openclaw/cron/jobs.json";
    return new JsonObject().put("module", "cron").put("storeKey", place).encode();
  }

  @Test
  void nonsenseIsLeftOut() {
    var tail =
        new JsonObject()
            .put("cursor", "x")
            .put(
                "lines",
                new JsonArray()
                    .add("garbage")
                    .add(5)
                    .add("{}")
                    .add("{\"_meta\":{\"date\":\"x\"}}"));
    assertThat(book.read(Payload.of(tail), NOW).errors()).isZero();
    assertThat(book.question().containsKey("cursor")).isFalse();
  }

  @Test
  void signsOfProvidersAreReadFromTheGatewaysOwnCalls() {
    var news =
        read(
            tail(
                100,
                line(
                    "11:30:00",
                    "INFO",
                    "fetch",
                    "[model-fetch] response provider=stub api=x model=y status=401 elapsedMs=19"),
                line(
                    "11:30:01",
                    "WARN",
                    "fetch",
                    "[model-fetch] error provider=other api=x causeCode=ECONNREFUSED message=f")));
    assertThat(news.signs())
        .extracting(ProviderSign::provider, ProviderSign::state)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("stub", ProviderState.UNAUTHORIZED),
            org.assertj.core.groups.Tuple.tuple("other", ProviderState.UNREACHABLE));
  }

  @Test
  void coolDownIsReadWithItsEnd() {
    var record =
        record("11:30:00", "WARN", "agent", "auth profile failure state updated")
            .put(
                "1",
                new JsonObject()
                    .put("event", "auth_profile_failure_state_updated")
                    .put("provider", "stub")
                    .put("reason", "rate_limit")
                    .put("cooldownUntil", NOW.plusSeconds(30).toEpochMilli()));
    var sign = read(tail(100, record.encode())).signs().getFirst();
    assertThat(sign.state()).isEqualTo(ProviderState.RATE_LIMITED);
    assertThat(sign.believedAt(NOW)).isTrue();
    assertThat(sign.believedAt(NOW.plusSeconds(31))).isFalse();
  }

  private static String error(String at) {
    return line(at, "ERROR", "{\"subsystem\":\"gateway\"}", "secret-" + at);
  }

  private static String line(String at, String level, String name, String message) {
    return record(at, level, name, message).encode();
  }

  private static JsonObject record(String at, String level, String name, String message) {
    return new JsonObject()
        .put("1", message)
        .put("message", message)
        .put(
            "_meta",
            new JsonObject()
                .put("date", "2026-11-20T" + at + ".000Z")
                .put("logLevelName", level)
                .put("name", name));
  }

  private LogBook.News read(JsonObject tail) {
    return book.read(Payload.of(tail), NOW);
  }

  private static JsonObject tail(long cursor, String... lines) {
    return new JsonObject()
        .put("cursor", cursor)
        .put("lines", new JsonArray(java.util.List.of(lines)));
  }
}
