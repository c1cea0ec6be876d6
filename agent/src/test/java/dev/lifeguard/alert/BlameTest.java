package dev.lifeguard.alert;

import static dev.lifeguard.alert.World.FORWARD;
import static dev.lifeguard.alert.World.HOME;
import static dev.lifeguard.rule.Rules.lasting;
import static dev.lifeguard.rule.Rules.rule;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.fact.Fact;
import dev.lifeguard.rule.Rule;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Whose fault it is that a forward carries nothing. */
class BlameTest {
  private static final Rule GATEWAY_DOWN = rule("gateway_down", "gateway_status != \"running\"");
  private static final Rule TUNNEL_DOWN =
      rule("tunnel_down", "tunnel_up == 0").with(lasting(Duration.ofSeconds(10), Duration.ZERO));

  @Test
  void doesNotBlameTheForwardForAGatewayThatIsGone() {
    var world = new World(GATEWAY_DOWN, TUNNEL_DOWN);
    world.see(FORWARD, Fact.FORWARD_REASON, "destination_refused");
    world.see(FORWARD, Fact.TUNNEL_UP, 0);
    world.see(HOME, Fact.GATEWAY_STATUS, "stopped");
    world.pass(60);
    assertThat(world.story())
        .containsExactly("Pending tunnel_down", "Fired gateway_down", "BecameUnknown tunnel_down");
    var incident = world.book.incidents().getFirst();
    assertThat(incident.rootMember().rule()).isEqualTo("gateway_down");
    assertThat(incident.members()).hasSize(2);
    world.see(HOME, Fact.GATEWAY_STATUS, "running");
    world.see(FORWARD, Fact.FORWARD_REASON, "none");
    world.see(FORWARD, Fact.TUNNEL_UP, 1);
    assertThat(world.story())
        .containsExactly("Resolved gateway_down", "Pending tunnel_down", "Calmed tunnel_down");
  }

  @Test
  void blamesTheForwardThatTheFarEndRefusesWhileTheGatewayIsWell() {
    var world = new World(GATEWAY_DOWN, TUNNEL_DOWN);
    world.see(HOME, Fact.GATEWAY_STATUS, "running");
    world.see(FORWARD, Fact.FORWARD_REASON, "destination_refused");
    world.see(FORWARD, Fact.TUNNEL_UP, 0);
    world.pass(10);
    assertThat(world.story()).containsExactly("Pending tunnel_down", "Fired tunnel_down");
  }

  @Test
  void leavesItToTheGatewaysOwnAlertThatItHangsAndSpeaksWhereThereIsNone() {
    var world = new World(GATEWAY_DOWN, TUNNEL_DOWN);
    world.see(FORWARD, Fact.FORWARD_REASON, "gateway_hung");
    world.see(FORWARD, Fact.TUNNEL_UP, 0);
    world.pass(120);
    world.see(HOME, Fact.GATEWAY_STATUS, "quiet");
    world.pass(60);
    assertThat(world.story())
        .containsExactly("Pending tunnel_down", "Fired gateway_down", "BecameUnknown tunnel_down");
    var alone = new World(TUNNEL_DOWN);
    alone.see(FORWARD, Fact.FORWARD_REASON, "gateway_hung");
    alone.see(FORWARD, Fact.TUNNEL_UP, 0);
    alone.pass(200);
    assertThat(alone.story()).containsExactly("Pending tunnel_down", "Fired tunnel_down");
  }

  @Test
  void blamesATunnelThatNeverStoodAndNotTheGatewayBehindIt() {
    var world = new World(GATEWAY_DOWN, TUNNEL_DOWN);
    world.see(FORWARD, Fact.FORWARD_REASON, "unavailable");
    world.see(FORWARD, Fact.TUNNEL_UP, 0);
    world.see(HOME, Fact.GATEWAY_STATUS, "unreachable");
    world.pass(10);
    assertThat(world.story())
        .containsExactly("Pending tunnel_down", "BecameUnknown gateway_down", "Fired tunnel_down");
  }
}
