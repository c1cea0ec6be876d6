package dev.lifeguard.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.cli.Ran;
import dev.lifeguard.peer.Await;
import dev.lifeguard.peer.Relay;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;

/**
 * What comes and goes, told apart by how it ends: the code goes unchanged into the alert's
 * annotation, the metric's label, and out of {@code diagnose --json}.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class FlappingToldIT {
  /** Old enough to be no accident, whatever a login takes on a busy machine. */
  private static final Duration AGE = Duration.ofSeconds(12);

  private static final Duration BOUND = Duration.ofMinutes(2);

  private TroubledWays ways;

  @BeforeAll
  void start() throws IOException {
    ways = new TroubledWays(AGE);
  }

  @AfterAll
  void stop() throws IOException {
    if (ways != null) ways.close();
  }

  @Test
  void aTunnelThatIsCutAgainAndAgainIsFlapping() {
    ways.trouble(TroubledWays.CUT, Relay::cut);
    isTold(TroubledWays.CUT, "tunnel_flapping");
  }

  @Test
  void aTunnelWhoseKeepalivesGoUnansweredLosesPackets() {
    ways.trouble(TroubledWays.LOSSY, Relay::silence);
    isTold(TroubledWays.LOSSY, "flapping_loss");
  }

  @Test
  void aLineThatIsSlowAtAllTimesAndSlowerAtSomeIsTooSlowForOurKeepalive() {
    ways.awaitRoundTrip(TroubledWays.STRICT);
    ways.trouble(TroubledWays.STRICT, Relay::silence);
    isTold(TroubledWays.STRICT, "flapping_own_timeout");
  }

  @Test
  void connectionsThatEndWithTheGatewaysOwnRestartsAreItsDoing() {
    ways.restart();
    isFound(TroubledWays.REBORN, "flapping_gateway_restart");
  }

  /** The others take their time meanwhile. */
  @Test
  @Order(Integer.MAX_VALUE)
  void aLineThatIsCutAtOneAgeIsCutByATimer() {
    isTold(TroubledWays.AGED, "flapping_idle_cut");
  }

  private void isTold(String gateway, String cause) {
    Await.until(
        gateway + " is told as " + cause,
        BOUND,
        () -> ways.told().of(gateway).contains(cause),
        ways::report);
    isFound(gateway, cause);
  }

  private void isFound(String gateway, String cause) {
    Await.until(
        gateway + " is walked as " + cause,
        BOUND,
        () -> ways.walked(gateway).equals(cause),
        ways::report);
    assertThat(ways.metrics())
        .containsPattern("lifeguard_causes_total\\{cause=\"" + cause + "\",?\\} [1-9]");
    var ran = Ran.of("diagnose", gateway, "--json", "--config", ways.configurationFile());
    assertThat(ran.cause()).as(ran.out()).isEqualTo(cause);
  }
}
