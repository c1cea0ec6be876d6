package dev.lifeguard.remedy.run;

import dev.lifeguard.fact.Fact;
import dev.lifeguard.fact.FactValue;
import dev.lifeguard.fact.Subject;
import dev.lifeguard.remedy.RunState;
import java.time.Duration;

/** Remedies and happenings that several tests of the engine share. */
final class Stories {
  static final Subject HOME = Subject.gateway("home");
  static final Subject FORWARD = Subject.forward("home", "ssh", "gateway");
  static final Duration MOMENT = Duration.ofMillis(100);
  static final String RESTART =
      """
      - name: restart-tunnel
        trigger: [tunnel_down]
        mode: auto
        steps: [{tunnel.restart: {}}]
        verify: {check: tunnel_up == 1, within: 30s}
        limits: {cooldown: 1m, budget: 5 per 1h, breaker: {after: 2, pause: 10m}}
        otherwise: page
      """;
  static final String ASKING = RESTART.replace("mode: auto", "mode: approve");
  static final String GATEWAY =
      """
      - name: restart-gateway
        trigger: [gateway_down]
        mode: auto
        steps: [{gateway.restart: {}}]
        verify: {check: gateway_status == "running", within: 5m}
      """;

  private Stories() {}

  static void isUpLater(Stage stage) {
    stage.turn(MOMENT);
    stage.see(FORWARD, Fact.TUNNEL_UP, FactValue.of(true));
  }

  static void failOnce(Stage stage) {
    var alert = stage.fire("tunnel_down", FORWARD);
    stage.run(RunState.VERIFYING);
    stage.turn(MOMENT);
    stage.see(FORWARD, Fact.TUNNEL_UP, FactValue.of(false));
    stage.turn(Duration.ofSeconds(31));
    stage.run(RunState.FAILED);
    stage.resolve(alert);
  }
}
