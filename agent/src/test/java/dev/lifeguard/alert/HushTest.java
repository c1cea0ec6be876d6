package dev.lifeguard.alert;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.config.Cron;
import dev.lifeguard.config.Parsed;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HushTest {
  private static final Map<String, String> PROD = Map.of("gateway", "eu", "env", "prod");
  private static final Silence.Person ME = new Silence.Person("me", "deploying");
  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

  @ParameterizedTest
  @CsvSource({
    "2026-03-01T01:59:59Z, false",
    "2026-03-01T02:00:00Z, true",
    "2026-03-01T02:59:59Z, true",
    "2026-03-01T03:00:00Z, false",
    "2026-03-02T02:30:00Z, false",
    // The clocks of Berlin have gone forward: three o'clock is at one, UTC.
    "2026-07-05T01:30:00Z, true",
    "2026-07-05T02:30:00Z, false",
    // On that night there is no hour from two to three; three o'clock comes at one, UTC.
    "2026-03-29T01:00:00Z, true"
  })
  void opensWindowsByTheCalendarOfTheirZone(Instant now, boolean open) {
    var weekly =
        new MaintenanceSettings(
            "weekly",
            Map.of("env", "prod"),
            cron("0 3 * * SUN"),
            ZoneId.of("Europe/Berlin"),
            Duration.ofHours(1));
    var hush = Hush.NONE.planned(List.of(weekly));
    assertThat(hush.at(now).of(PROD)).hasSize(open ? 1 : 0);
    assertThat(hush.at(now).of(Map.of("gateway", "us", "env", "test"))).isEmpty();
  }

  @Test
  void saysUntilWhenAndWhy() {
    var daily =
        new MaintenanceSettings(
            "daily", Map.of(), cron("30 11 * * *"), ZoneId.of("UTC"), Duration.ofHours(2));
    var window =
        new Window("w1", Map.of("gateway", "eu"), ME, NOON.minusSeconds(60), NOON.plusSeconds(60));
    var quiet = new Hush(List.of(), List.of(daily), List.of(window)).at(NOON);
    assertThat(quiet.maintenance(PROD))
        .extracting(one -> one + " until " + one.until().orElseThrow())
        .containsExactlyInAnyOrder(
            "maintenance w1: deploying (me) until 2026-03-01T12:01:00Z",
            "maintenance daily: as planned until 2026-03-01T13:30:00Z");
    assertThat(quiet.of(Map.of("gateway", "us"))).hasSize(1);
  }

  @Test
  void silencesOnlyWhatAllMatchersMeanAndOnlyForAWhile() {
    var silence =
        new Silence(
            "s1",
            List.of(Matcher.equal("gateway", "eu"), Matcher.equal("env", "prod")),
            ME,
            NOON,
            NOON.plusSeconds(60));
    var hush = Hush.NONE.with(silence);
    assertThat(hush.at(NOON).of(PROD)).hasSize(1);
    assertThat(hush.at(NOON).maintenance(PROD)).isEmpty();
    assertThat(hush.at(NOON).of(Map.of("gateway", "eu"))).isEmpty();
    assertThat(hush.at(NOON.minusMillis(1)).of(PROD)).isEmpty();
    assertThat(hush.at(NOON.plusSeconds(60)).of(PROD)).isEmpty();
    assertThat(hush.with(silence.endedAt(NOON)).at(NOON).of(PROD)).isEmpty();
    assertThat(hush.current(NOON.plusSeconds(60)).silences()).isEmpty();
  }

  private static Cron cron(String text) {
    return ((Parsed.Taken<Cron>) Cron.parse(text)).value();
  }
}
