package dev.lifeguard.alert;

import static dev.lifeguard.rule.Rules.lasting;
import static dev.lifeguard.rule.Rules.rule;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.alert.AlertEvent.AlertFired;
import dev.lifeguard.fact.Fact;
import dev.lifeguard.fact.Subject;
import dev.lifeguard.rule.Rule;
import dev.lifeguard.rule.Severity;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Twelve gateways behind one host. */
class TopologyTest {
  private static final Subject BASTION = Subject.host("bastion:22");
  private static final Rule HOST =
      rule("host_down", "host_state == \"unreachable\"")
          .with(lasting(Duration.ofSeconds(10), Duration.ZERO));
  private static final Rule TUNNEL =
      rule("tunnel_down", "tunnel_up == 0").with(lasting(Duration.ofSeconds(10), Duration.ZERO));
  private static final Rule GATEWAY = rule("gateway_down", "gateway_status != \"running\"");
  private static final Rule CHANNEL =
      rule("channel_disconnected", Severity.WARNING, "channel_status != \"active\"");
  private static final List<String> TWELVE =
      IntStream.rangeClosed(1, 12).mapToObj(i -> "g" + i).toList();

  private final World world = new World(HOST, TUNNEL, GATEWAY, CHANNEL);

  @BeforeEach
  void allStandBehindTheBastion() {
    var hosts = new TreeMap<String, String>();
    TWELVE.forEach(name -> hosts.put(name, "bastion:22"));
    world.book.use(new Topology(hosts));
    world.see(BASTION, Fact.HOST_STATE, "up");
    TWELVE.forEach(name -> see(name, 1, "running", "active"));
  }

  private void see(String name, int up, String status, String channel) {
    world.see(Subject.channel(name, "irc", "default"), Fact.CHANNEL_STATUS, channel);
    world.see(Subject.gateway(name), Fact.GATEWAY_STATUS, status);
    world.see(Subject.forward(name, "ssh", "gateway"), Fact.TUNNEL_UP, up);
  }

  private List<String> fired() {
    return world.told.stream()
        .filter(AlertFired.class::isInstance)
        .map(event -> event.alert().name() + " on " + event.alert().subject())
        .toList();
  }

  private void lose() {
    TWELVE.forEach(name -> see(name, 0, "unreachable", "silent"));
    world.see(BASTION, Fact.HOST_STATE, "unreachable");
  }

  @Test
  void areOnePageAndOneIncidentWhenTheHostGoes() {
    lose();
    world.pass(60);
    assertThat(fired()).containsExactly("host_down on host bastion:22");
    assertThat(world.book.incidents())
        .singleElement()
        .satisfies(
            incident -> {
              assertThat(incident.id()).isEqualTo("20260101-000010-bastion-22");
              assertThat(incident.rootMember().rule()).isEqualTo("host_down");
              assertThat(incident.members()).hasSize(1 + 3 * 12);
            });
    assertThat(world.book.alerts())
        .filteredOn(alert -> !alert.name().equals("host_down"))
        .hasSize(36)
        .allMatch(alert -> alert.state() instanceof AlertState.Unknown);
  }

  @Test
  void areJudgedAgainWhenTheHostIsBack() {
    lose();
    world.pass(60);
    world.told.clear();
    world.see(BASTION, Fact.HOST_STATE, "up");
    TWELVE.stream().skip(1).forEach(name -> see(name, 1, "running", "active"));
    see("g1", 0, "unreachable", "silent");
    world.pass(30);
    assertThat(fired())
        .as("what is still broken speaks for itself now: its outermost alert, and no other")
        .containsExactly("tunnel_down on g1{forward=gateway, tunnel=ssh}");
    see("g1", 1, "running", "active");
    assertThat(world.book.incidents()).isEmpty();
  }

  @Test
  void goOverToTheIncidentOfTheHostWhenTheyWereHeardOfFirst() {
    see("g1", 1, "unreachable", "active");
    see("g2", 1, "unreachable", "active");
    world.pass(5);
    assertThat(fired()).hasSize(2);
    lose();
    world.pass(10);
    assertThat(world.incidents)
        .filteredOn(IncidentEvent.IncidentAbsorbed.class::isInstance)
        .hasSize(2)
        .allMatch(event -> event.text().equals("is part of incident 20260101-000015-bastion-22"));
    assertThat(world.book.incidents())
        .singleElement()
        .extracting(one -> one.rootMember().rule())
        .isEqualTo("host_down");
    world.told.clear();
    world.see(BASTION, Fact.HOST_STATE, "up");
    TWELVE.forEach(name -> see(name, 1, "running", "active"));
    assertThat(world.story())
        .as("who was told of g1 and g2 is told of their end")
        .containsOnlyOnce("Resolved host_down")
        .filteredOn("Resolved gateway_down"::equals)
        .hasSize(2);
    assertThat(world.book.incidents()).isEmpty();
  }

  @Test
  void keepTheirOwnIncidentsWhileTheHostIsWell() {
    see("g1", 1, "stopped", "active");
    see("g2", 1, "stopped", "active");
    world.pass(5);
    assertThat(world.book.incidents())
        .extracting(Incident::gateway)
        .containsExactlyInAnyOrder("g1", "g2");
  }

  @Test
  void areUnknownAtOnceWhileTheHostIsOnlySuspected() {
    lose();
    world.pass(5);
    assertThat(fired()).isEmpty();
    world.see(BASTION, Fact.HOST_STATE, "up");
    TWELVE.forEach(name -> see(name, 1, "running", "active"));
    world.pass(60);
    assertThat(fired()).isEmpty();
  }

  @Test
  void doNotDrawAGatewayElsewhereIntoIt() {
    world.see(Subject.gateway("away"), Fact.GATEWAY_STATUS, "stopped");
    lose();
    world.pass(20);
    assertThat(fired()).contains("gateway_down on away", "host_down on host bastion:22").hasSize(2);
  }

  @Test
  void areTakenUpAfterARestartAsTheyWere() {
    lose();
    world.pass(60);
    var after = new World(HOST, TUNNEL, GATEWAY, CHANNEL);
    after.book.restore(
        new AlertBook.Kept(world.book.alerts(), world.book.incidents(), 1000),
        Map.of(HOST.id(), HOST, TUNNEL.id(), TUNNEL, GATEWAY.id(), GATEWAY, CHANNEL.id(), CHANNEL));
    after.book.keepGateways(java.util.Set.copyOf(TWELVE));
    assertThat(after.book.incidents()).isEqualTo(world.book.incidents());
    assertThat(after.story()).isEmpty();
  }
}
