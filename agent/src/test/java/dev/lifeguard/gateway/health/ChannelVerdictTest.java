package dev.lifeguard.gateway.health;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.gateway.ChannelState;
import dev.lifeguard.gateway.Payload;
import dev.lifeguard.gateway.health.ChannelReading.LiveProbe;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Accounts as real gateways told them, and what we make of them. */
class ChannelVerdictTest {
  private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");
  private static final Optional<LiveProbe> UNPROBED = Optional.empty();
  private static final Optional<LiveProbe> GOOD =
      Optional.of(new LiveProbe(true, false, "", Optional.of(Duration.ofMillis(4))));
  private static final Optional<LiveProbe> TIMED_OUT =
      Optional.of(new LiveProbe(false, true, "probe timed out after 3000ms", Optional.empty()));

  @ParameterizedTest(name = "{1}: {0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "{'lifecycle':'ready','running':true,'connected':true} | active",
        "{'lifecycle':'starting','running':true,'connected':false} | starting",
        "{'lifecycle':'recovering','running':true,'connected':true,'lastError':'refused'} |"
            + " recovering",
        "{'lifecycle':'blocked','healthState':'terminal-disconnect','running':false} | blocked",
        "{'lifecycle':'stopped','healthState':'not-running','running':false} | stopped",
        "{'lifecycle':'stopped','running':false,'restartPending':true} | recovering",
        "{'lifecycle':'ready','healthState':'stale-socket','running':true} | silent",
        "{'lifecycle':'ready','running':true,'connected':false} | recovering",
        "{'lifecycle':'ready','running':false,'connected':true} | stopped",
        "{'lifecycle':'stopped','running':false,'lastError':'gateway restart-loop breaker tripped:"
            + " 5 unclean boots'} | suppressed",
        "{'lifecycle':'new-word','running':true,'connected':true} | active",
        "{'lifecycle':7,'running':'yes'} | active",
        "{'enabled':false,'lifecycle':'stopped','stateReason':'disabled'} | none",
        "{'configured':false} | none"
      })
  void lifeCycleAndHealthDecide(String account, String expected) {
    assertThat(verdict(account, UNPROBED, false)).isEqualTo(expected);
  }

  @Test
  void connectedProvesNothingWhenTheProbeFails() {
    var ready = "{'lifecycle':'ready','running':true,'connected':true}";
    assertThat(verdict(ready, TIMED_OUT, false)).isEqualTo("silent");
    assertThat(verdict(ready, GOOD, false)).isEqualTo("active");
  }

  @Test
  void oldTransportActivityIsSilenceUnlessAProbeAnswers() {
    var old =
        "{'lifecycle':'ready','running':true,'connected':true,'lastTransportActivityAt':%d}"
            .formatted(NOW.minus(Duration.ofMinutes(11)).toEpochMilli());
    assertThat(verdict(old, UNPROBED, false)).isEqualTo("silent");
    assertThat(verdict(old, GOOD, false)).isEqualTo("active");
  }

  @Test
  void suppressionIsTakenFromTheReadyPageToo() {
    assertThat(verdict("{'lifecycle':'stopped','running':false}", UNPROBED, true))
        .isEqualTo("suppressed");
  }

  private static String verdict(String account, Optional<LiveProbe> probe, boolean suppressed) {
    var status = "{'channelAccounts':{'telegram':[" + account + "]}}";
    var readings = ChannelReading.all(Payload.read(status.replace('\'', '"')).orElseThrow());
    assertThat(readings).hasSize(1);
    return ChannelVerdict.of(readings.getFirst(), probe, suppressed, NOW)
        .map(ChannelVerdict::state)
        .map(ChannelState::code)
        .orElse("none");
  }
}
