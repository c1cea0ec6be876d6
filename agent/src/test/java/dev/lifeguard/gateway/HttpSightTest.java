package dev.lifeguard.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.gateway.HttpSight.Page;
import dev.lifeguard.reason.Failure;
import dev.lifeguard.reason.Reason;
import org.junit.jupiter.api.Test;

class HttpSightTest {
  private static final Page LIVE = said(200, "{\"ok\":true,\"status\":\"live\"}");
  private static final Page STARTED = said(200, "{\"ok\":true,\"status\":\"started\"}");

  @Test
  void allThreeWellIsRunning() {
    var ready = said(200, "{\"ready\":true,\"failing\":[],\"suppressed\":[\"telegram\"]}");
    var sight = new HttpSight(LIVE, STARTED, ready);
    assertThat(sight.opinion().state()).isEqualTo(GatewayState.RUNNING);
    assertThat(sight.suppressed()).containsExactly("telegram");
  }

  @Test
  void failingChannelIsNoFailingGateway() {
    var failing = said(503, "{\"ready\":false,\"failing\":[\"telegram\"]}");
    var opinion = new HttpSight(LIVE, STARTED, failing).opinion();
    assertThat(opinion.state()).isEqualTo(GatewayState.RUNNING);
    assertThat(opinion.seen()).contains("telegram");
  }

  @Test
  void startingAndDrainingAreTold() {
    var starting = said(503, "{\"ok\":false,\"status\":\"starting\"}");
    assertThat(new HttpSight(LIVE, starting, starting).opinion().state())
        .isEqualTo(GatewayState.STARTING);
    var draining = said(503, "{\"ok\":false,\"status\":\"draining\"}");
    assertThat(new HttpSight(LIVE, draining, draining).opinion().state())
        .isEqualTo(GatewayState.DRAINING);
  }

  @Test
  void anyPageThatAnswersTwoHundredProvesNothing() {
    var html = new Page.Said(200, Payload.EMPTY);
    var opinion = new HttpSight(html, html, html).opinion();
    assertThat(opinion.state()).isEqualTo(GatewayState.MISCONFIGURED);
    assertThat(opinion.reason()).isEqualTo("not_a_gateway");
  }

  @Test
  void proxyWithoutTrustIsNamed() {
    var forbidden = said(403, "{\"error\":{\"type\":\"proxy_attribution_required\"}}");
    assertThat(new HttpSight(LIVE, STARTED, forbidden).opinion().reason())
        .isEqualTo("proxy_attribution");
  }

  @Test
  void proxyThatDoesNotReachTheGatewayIsABrokenWayAndNoOtherProgram() {
    var bad = new Page.Said(502, Payload.EMPTY);
    var opinion = new HttpSight(bad, bad, bad).opinion();
    assertThat(opinion.state()).isEqualTo(GatewayState.UNREACHABLE);
    assertThat(opinion.reason()).isEqualTo("upgrade_refused");
  }

  @Test
  void nobodyThereIsStopped() {
    var refused = HttpSight.nothing(new Failure(Reason.REFUSED, ""));
    assertThat(refused.opinion().state()).isEqualTo(GatewayState.STOPPED);
  }

  private static Page said(int status, String body) {
    return new Page.Said(status, Payload.read(body).orElseThrow());
  }
}
