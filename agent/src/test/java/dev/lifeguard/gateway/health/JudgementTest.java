package dev.lifeguard.gateway.health;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.gateway.Closed;
import dev.lifeguard.gateway.Evidence;
import dev.lifeguard.gateway.GatewayState;
import dev.lifeguard.gateway.HandshakeFailure;
import dev.lifeguard.gateway.HttpSight;
import dev.lifeguard.gateway.HttpSight.Page;
import dev.lifeguard.gateway.Payload;
import dev.lifeguard.gateway.Phases;
import dev.lifeguard.gateway.health.Sight.Link;
import dev.lifeguard.gateway.health.Sight.PathSight;
import dev.lifeguard.gateway.health.Sight.Vitals;
import dev.lifeguard.reason.Failure;
import dev.lifeguard.reason.Reason;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JudgementTest {
  private static final Optional<HttpSight> UNASKED = Optional.empty();

  @Test
  void answersAreRunning() {
    assertThat(standing(vitals(0, 0)).state()).isEqualTo(GatewayState.RUNNING);
  }

  @Test
  void silenceIsQuietAndNeverDead() {
    assertThat(standing(vitals(4, 4)).state()).isEqualTo(GatewayState.QUIET);
    assertThat(standing(vitals(4_000, 4_000)).state()).isEqualTo(GatewayState.QUIET);
  }

  @Test
  void otherFramesWhileACallWaitsAreBusy() {
    assertThat(standing(vitals(4, 1)).state()).isEqualTo(GatewayState.BUSY);
  }

  @Test
  void silenceOnADeadPathIsUnreachable() {
    var opinion = seen(new Page.Silent(new Failure(Reason.CONNECT_TIMEOUT, "")));
    assertThat(of(new Link.Standing(vitals(4, 4)), opinion).orElseThrow().state())
        .isEqualTo(GatewayState.UNREACHABLE);
    var tunnel =
        new PathSight(Optional.of("reconnecting"), Optional.of("keepalive_lost"), Optional.empty());
    var sight =
        new Sight(
            new Link.Standing(vitals(4, 4)), UNASKED, Optional.empty(), tunnel, Optional.empty());
    assertThat(Judgement.of(sight).orElseThrow().seen()).contains("reconnecting");
  }

  @Test
  void degradedLoopIsBusy() {
    var reading =
        new HealthReading(true, List.of("event_loop_delay"), Optional.of(Duration.ofSeconds(2)));
    var vitals =
        new Vitals(
            Duration.ZERO,
            Duration.ZERO,
            Optional.empty(),
            Optional.of(reading),
            Duration.ofMillis(1),
            Optional.empty(),
            false);
    var evidence = standing(vitals);
    assertThat(evidence.state()).isEqualTo(GatewayState.BUSY);
    assertThat(evidence.seen()).contains("event_loop_delay");
  }

  @ParameterizedTest
  @CsvSource({"GATEWAY_DRAINING, DRAINING", "GATEWAY_STARTING, STARTING", "UNAVAILABLE, RUNNING"})
  void refusalSaysWhatItDoes(Reason reason, GatewayState expected) {
    var vitals =
        new Vitals(
            Duration.ZERO,
            Duration.ZERO,
            Optional.of(new Failure(reason, "")),
            Optional.empty(),
            Duration.ZERO,
            Optional.empty(),
            false);
    assertThat(standing(vitals).state()).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "AUTH_REJECTED,     UNAUTHORIZED",
    "AUTH_LOCKED_OUT,   UNAUTHORIZED",
    "PAIRING_REQUIRED,  UNAUTHORIZED",
    "PIN_MISMATCH,      MISCONFIGURED",
    "PROTOCOL_MISMATCH, MISCONFIGURED",
    "NOT_A_GATEWAY,     MISCONFIGURED",
    "GATEWAY_STARTING,  STARTING",
    "GATEWAY_DRAINING,  DRAINING"
  })
  void whatTheGatewayItselfSaysNeedsNoSecondLook(Reason reason, GatewayState expected) {
    assertThat(of(failing(reason), UNASKED).orElseThrow().state()).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "REFUSED,         STOPPED",
    "CONNECT_TIMEOUT, ",
    "GATEWAY_HUNG,    ",
    "RESET,           "
  })
  void connectionThatBrokeAndARefusalAreTwoLooks(Reason second, GatewayState expected) {
    var lost = new Link.Ended(new Closed.Lost("reset"));
    var opinion = seen(new Page.Silent(new Failure(second, "")));
    assertThat(of(lost, opinion).map(Evidence::state)).isEqualTo(Optional.ofNullable(expected));
    assertThat(of(lost, UNASKED)).isEmpty();
  }

  @Test
  void refusalAfterAnAnnouncedRestartIsNoDeath() {
    var sight =
        new Sight(
            new Link.Ended(new Closed.Lost("reset")),
            seen(new Page.Silent(new Failure(Reason.REFUSED, ""))),
            Optional.of(Duration.ofSeconds(1)),
            PathSight.DIRECT,
            Optional.empty());
    assertThat(Judgement.of(sight)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"REFUSED", "CONNECT_TIMEOUT", "RESET", "GATEWAY_HUNG"})
  void nothingIsCalledDownAtOneLook(Reason reason) {
    assertThat(of(failing(reason), UNASKED)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "REFUSED,         REFUSED,         STOPPED",
    "CONNECT_TIMEOUT, CONNECT_TIMEOUT, UNREACHABLE",
    "GATEWAY_HUNG,    GATEWAY_HUNG,    QUIET",
    "RESET,           RESET,           UNREACHABLE",
    "RESET,           REFUSED,         STOPPED"
  })
  void secondLookDecides(Reason first, Reason second, GatewayState expected) {
    var opinion = seen(new Page.Silent(new Failure(second, "")));
    assertThat(of(failing(first), opinion).orElseThrow().state()).isEqualTo(expected);
  }

  @Test
  void gatewayWhosePagesAnswerIsNotDown() {
    var live = said(200, "{\"ok\":true,\"status\":\"live\"}");
    var opinion = Optional.of(new HttpSight(live, live, live));
    assertThat(of(failing(Reason.RESET), opinion).orElseThrow().state())
        .isEqualTo(GatewayState.QUIET);
  }

  @Test
  void announcedRestartIsStartingUntilItTakesTooLong() {
    var refused = failing(Reason.REFUSED);
    var opinion = seen(new Page.Silent(new Failure(Reason.REFUSED, "")));
    var soon =
        new Sight(
            refused,
            opinion,
            Optional.of(Duration.ofSeconds(5)),
            PathSight.DIRECT,
            Optional.empty());
    assertThat(Judgement.of(soon).orElseThrow().state()).isEqualTo(GatewayState.STARTING);
    var late =
        new Sight(
            refused,
            opinion,
            Optional.of(Duration.ofSeconds(61)),
            PathSight.DIRECT,
            Optional.empty());
    assertThat(Judgement.of(late).orElseThrow().state()).isEqualTo(GatewayState.STOPPED);
  }

  @Test
  void tunnelThatSaysNobodyListensMakesItStopped() {
    var path =
        new PathSight(Optional.of("active"), Optional.empty(), Optional.of("destination_refused"));
    var sight = new Sight(failing(Reason.RESET), UNASKED, Optional.empty(), path, Optional.empty());
    assertThat(Judgement.of(sight).orElseThrow().state()).isEqualTo(GatewayState.STOPPED);
  }

  @Test
  void stoppedGatewayThatWouldNotTakeItsConfigurationIsMisconfigured() {
    var silent = new Page.Silent(new Failure(Reason.REFUSED, "nobody"));
    var opinion = Optional.of(new HttpSight(silent, silent, silent));
    var rejected = Optional.of(new Failure(Reason.CONFIG_REJECTED, "gateway: no such key"));
    var sight =
        new Sight(failing(Reason.REFUSED), opinion, Optional.empty(), PathSight.DIRECT, rejected);
    var evidence = Judgement.of(sight).orElseThrow();
    assertThat(evidence.state()).isEqualTo(GatewayState.MISCONFIGURED);
    assertThat(evidence.reason()).isEqualTo("config_rejected");
  }

  @Test
  void brokenTunnelMakesItUnreachableNotStopped() {
    var path = new PathSight(Optional.of("failed"), Optional.of("key_rejected"), Optional.empty());
    var opinion = seen(new Page.Silent(new Failure(Reason.REFUSED, "")));
    var sight =
        new Sight(failing(Reason.REFUSED), opinion, Optional.empty(), path, Optional.empty());
    var evidence = Judgement.of(sight).orElseThrow();
    assertThat(evidence.state()).isEqualTo(GatewayState.UNREACHABLE);
    assertThat(evidence.seen()).contains("key_rejected");
  }

  @Test
  void howItEndedIsToldWhenItWasAnnounced() {
    assertThat(ended(new Closed.Stopping()).orElseThrow().state()).isEqualTo(GatewayState.STOPPED);
    assertThat(ended(new Closed.Restarting(Duration.ofMillis(1500))).orElseThrow().state())
        .isEqualTo(GatewayState.STARTING);
    assertThat(ended(new Closed.Lost("1006"))).isEmpty();
  }

  @Test
  void heldOffGatewayMayStillStop() {
    var because = new Failure(Reason.AUTH_REJECTED, "");
    var live = said(200, "{\"ok\":true,\"status\":\"live\"}");
    assertThat(
            of(new Link.HeldOff(because), Optional.of(new HttpSight(live, live, live)))
                .orElseThrow()
                .state())
        .isEqualTo(GatewayState.UNAUTHORIZED);
    assertThat(
            of(new Link.HeldOff(because), seen(new Page.Silent(new Failure(Reason.REFUSED, ""))))
                .orElseThrow()
                .state())
        .isEqualTo(GatewayState.STOPPED);
  }

  @Test
  void withoutATokenThePagesAreAllThereIs() {
    var live = said(200, "{\"ok\":true,\"status\":\"live\"}");
    var evidence =
        of(new Link.Outside(), Optional.of(new HttpSight(live, live, live))).orElseThrow();
    assertThat(evidence.state()).isEqualTo(GatewayState.RUNNING);
    assertThat(evidence.seen()).contains("no token is given");
  }

  private static Evidence standing(Vitals vitals) {
    return of(new Link.Standing(vitals), UNASKED).orElseThrow();
  }

  private static Optional<Evidence> ended(Closed how) {
    return of(new Link.Ended(how), UNASKED);
  }

  private static Optional<Evidence> of(Link link, Optional<HttpSight> http) {
    return Judgement.of(
        new Sight(link, http, Optional.empty(), PathSight.DIRECT, Optional.empty()));
  }

  private static Vitals vitals(int waitingSeconds, int quietSeconds) {
    return new Vitals(
        Duration.ofSeconds(waitingSeconds),
        Duration.ofSeconds(quietSeconds),
        Optional.empty(),
        Optional.empty(),
        Duration.ofMillis(2),
        Optional.empty(),
        false);
  }

  private static Link failing(Reason reason) {
    return new Link.Failing(
        new HandshakeFailure(
            Phases.Phase.CONNECT,
            new Failure(reason, ""),
            Phases.NONE,
            Optional.empty(),
            Optional.empty()));
  }

  private static Optional<HttpSight> seen(Page page) {
    return Optional.of(new HttpSight(page, page, page));
  }

  private static Page said(int status, String body) {
    return new Page.Said(status, Payload.read(body).orElseThrow());
  }
}
