package dev.lifeguard.gateway.health;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LogShareTest {
  private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");
  private static final String FILE = "/tmp/openclaw/openclaw-2026-11-20.log";

  private final LogShare share = new LogShare();
  private final LogShare other = new LogShare();

  @Test
  void sameLinesInAFileOfTheSameNameAreOneFile() {
    share.read(FILE, List.of("one", "two"));
    other.read(FILE, List.of("two", "three"));
    assertThat(share.met(other.trail("rescue", "p2", NOW))).isTrue();
    assertThat(share.because(NOW))
        .contains(
            "gateway rescue writes into the same log, "
                + FILE
                + "; give each its own logging.file");
    assertThat(share.met(other.trail("rescue", "p2", NOW))).as("no news").isFalse();
  }

  @Test
  void fileOfTheSameNameOnAnotherMachineIsAnother() {
    share.read(FILE, List.of("one"));
    other.read(FILE, List.of("eno"));
    assertThat(share.met(other.trail("rescue", "p2", NOW))).isFalse();
    assertThat(share.because(NOW)).isEmpty();
  }

  @Test
  void neighbourThatIsGoneForAnHourHasNoLinesInTheWindow() {
    share.read(FILE, List.of("one"));
    other.read(FILE, List.of("one"));
    share.met(other.trail("rescue", "p2", NOW));
    assertThat(share.because(NOW.plus(Duration.ofMinutes(59)))).isPresent();
    assertThat(share.because(NOW.plus(Duration.ofMinutes(61)))).isEmpty();
  }

  @Test
  void gatewayThatNobodyWatchesIsKnownByWhereItKeepsItsJobs() {
    share.read(FILE, List.of("one"));
    share.store("/home/a/.openclaw/cron/jobs.json");
    share.store("/home/a/.openclaw/cron/jobs.json");
    assertThat(share.because(NOW)).isEmpty();
    share.store("/home/b/.openclaw/cron/jobs.json");
    assertThat(share.because(NOW))
        .hasValueSatisfying(it -> assertThat(it).startsWith("another gateway writes into"));
    share.read("/tmp/openclaw/openclaw-2026-11-21.log", List.of());
    assertThat(share.because(NOW)).isEmpty();
  }

  @Test
  void rememberedLinesAreBounded() {
    share.read(FILE, IntStream.range(0, 5_000).mapToObj(i -> "line " + i).toList());
    assertThat(share.trail("home", "p", NOW).lines()).hasSize(64);
    other.read(FILE, List.of("line 4999"));
    assertThat(share.met(other.trail("rescue", "p2", NOW))).isTrue();
  }
}
