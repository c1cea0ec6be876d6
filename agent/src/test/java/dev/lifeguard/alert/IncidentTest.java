package dev.lifeguard.alert;

import static dev.lifeguard.alert.World.FORWARD;
import static dev.lifeguard.alert.World.HOME;
import static dev.lifeguard.alert.World.IRC;
import static dev.lifeguard.rule.Rules.lasting;
import static dev.lifeguard.rule.Rules.rule;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.fact.Fact;
import dev.lifeguard.fact.Subject;
import dev.lifeguard.rule.Rule;
import dev.lifeguard.rule.Severity;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class IncidentTest {
  private static final Rule GATEWAY = rule("gateway_down", "gateway_status != \"running\"");
  private static final Rule TUNNEL =
      rule("tunnel_down", "tunnel_up == 0").with(lasting(Duration.ofSeconds(10), Duration.ZERO));
  private static final Rule CHANNEL =
      rule("channel_disconnected", Severity.WARNING, "channel_status != \"active\"");
  private static final Rule OLD_KEY = rule("old_key", Severity.WARNING, "key_age > 90d");

  @Test
  void gathersOneOutageUnderItsOutermostAlert() {
    var world = new World(GATEWAY, TUNNEL, CHANNEL);
    world.see(HOME, Fact.GATEWAY_STATUS, "unreachable");
    world.see(IRC, Fact.CHANNEL_STATUS, "silent");
    world.see(FORWARD, Fact.TUNNEL_UP, 0);
    world.pass(10);
    assertThat(story(world))
        .containsExactly(
            "opened by gateway_down on home",
            "joined by channel_disconnected on home{account=default, channel=irc}",
            "joined by tunnel_down on home{forward=gateway, tunnel=ssh}",
            "root is tunnel_down on home{forward=gateway, tunnel=ssh}");
    world.see(FORWARD, Fact.TUNNEL_UP, 1);
    world.see(HOME, Fact.GATEWAY_STATUS, "running");
    assertThat(world.book.incidents()).hasSize(1);
    world.see(IRC, Fact.CHANNEL_STATUS, "active");
    assertThat(story(world)).endsWith("all alerts are resolved");
    assertThat(world.book.incidents()).isEmpty();
  }

  @Test
  void isNamedInTheAlertsOfItsEpisode() {
    var world = new World(GATEWAY);
    world.see(HOME, Fact.GATEWAY_STATUS, "stopped");
    world.see(HOME, Fact.GATEWAY_STATUS, "running");
    var id = world.incidents.getFirst().incident().id();
    assertThat(id).isEqualTo("20260101-000000-home");
    assertThat(world.told)
        .extracting(event -> event.alert().episode().incident().orElse("none"))
        .containsOnly(id);
    world.told.clear();
    world.pass(60);
    world.see(HOME, Fact.GATEWAY_STATUS, "stopped");
    assertThat(world.told.getLast().alert().episode().incident()).contains("20260101-000100-home");
  }

  @Test
  void keepsWhatLiesApartFromThePathApart() {
    var world = new World(GATEWAY, OLD_KEY);
    world.see(HOME, Fact.KEY_AGE, 91 * 86400);
    world.pass(5);
    world.see(HOME, Fact.GATEWAY_STATUS, "stopped");
    assertThat(world.book.incidents()).hasSize(2);
    world.see(HOME, Fact.GATEWAY_STATUS, "running");
    assertThat(world.book.incidents())
        .singleElement()
        .extracting(one -> one.rootMember().rule())
        .isEqualTo("old_key");
  }

  @Test
  void takesWhatComesMuchLaterForAnotherOutage() {
    var world = new World(GATEWAY, CHANNEL);
    world.see(IRC, Fact.CHANNEL_STATUS, "blocked");
    for (var i = 0; i < 20; i++) {
      world.pass(60);
      world.see(IRC, Fact.CHANNEL_STATUS, "blocked");
    }
    world.see(HOME, Fact.GATEWAY_STATUS, "stopped");
    assertThat(story(world))
        .containsExactly(
            "opened by channel_disconnected on home{account=default, channel=irc}",
            "opened by gateway_down on home");
  }

  @Test
  void opensNoneForInformation() {
    var world = new World(rule("criterion_gateway_uptime", Severity.INFO, "gateway_uptime < 1h"));
    world.see(HOME, Fact.GATEWAY_UPTIME, 60);
    assertThat(world.incidents).isEmpty();
  }

  @Test
  void keepsGatewaysApart() {
    var world = new World(GATEWAY);
    world.see(HOME, Fact.GATEWAY_STATUS, "stopped");
    world.see(Subject.gateway("away"), Fact.GATEWAY_STATUS, "stopped");
    assertThat(world.book.incidents())
        .extracting(Incident::gateway)
        .containsExactly("home", "away");
  }

  @Test
  void goesOnAfterARestart() {
    var before = new World(GATEWAY, CHANNEL);
    before.see(HOME, Fact.GATEWAY_STATUS, "stopped");
    before.see(IRC, Fact.CHANNEL_STATUS, "silent");
    var after = new World(GATEWAY, CHANNEL);
    after.book.restore(
        new AlertBook.Kept(before.book.alerts(), before.book.incidents(), 10),
        Map.of(GATEWAY.id(), GATEWAY, CHANNEL.id(), CHANNEL));
    assertThat(after.book.incidents()).isEqualTo(before.book.incidents());
    after.see(HOME, Fact.GATEWAY_STATUS, "running");
    after.see(IRC, Fact.CHANNEL_STATUS, "active");
    assertThat(story(after)).last().isEqualTo("all alerts are resolved");
  }

  private static List<String> story(World world) {
    return world.incidents.stream().map(IncidentEvent::text).toList();
  }
}
