package dev.lifeguard.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.config.Origin;
import dev.lifeguard.console.FactLedger.Seen;
import dev.lifeguard.console.FactLedger.Sheet;
import dev.lifeguard.fact.Fact;
import dev.lifeguard.fact.FactValue;
import dev.lifeguard.fact.Subject;
import dev.lifeguard.rule.Condition;
import dev.lifeguard.rule.Layer;
import dev.lifeguard.rule.Vocabulary;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class PathPictureTest {
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
  private static final List<Layer> LAYERS =
      List.of(
          layer("network", "tcp_latency <= 150ms", ""),
          layer("ssh-auth", "ssh_auth_time <= 8s", ""),
          layer("forward", "forward_bind_success_rate == 100%", ""),
          layer("tunnel", "tunnel_state == \"active\"", "tunnel_active_for >= 300s"),
          layer("gateway", "gateway_status == \"running\"", ""));

  @Test
  void aGatewayThatIsReachedDirectlyHasNoSshOnItsWay() {
    var picture =
        draw(
            gateway(Fact.TCP_LATENCY, amount(0.02)), gateway(Fact.GATEWAY_STATUS, word("running")));
    assertThat(picture).isEqualTo("network pass, gateway pass");
  }

  @Test
  void theFirstBrokenPlaceIsMarkedAndWhatLiesBehindItIsUnknown() {
    var picture =
        draw(
            gateway(Fact.TCP_LATENCY, amount(0.02)),
            gateway(Fact.SSH_AUTH_TIME, amount(Double.POSITIVE_INFINITY)),
            tunnel(Fact.TUNNEL_STATE, word("active")),
            gateway(Fact.GATEWAY_STATUS, word("running")));
    assertThat(picture)
        .isEqualTo(
            "sshd pass, session fail broken, forward unknown behind session, gateway unknown behind"
                + " session");
  }

  @Test
  void aSlowLayerIsAWarningAndTheWayGoesOn() {
    var picture =
        draw(gateway(Fact.TCP_LATENCY, amount(0.4)), gateway(Fact.GATEWAY_STATUS, word("running")));
    assertThat(picture).isEqualTo("network warn, gateway pass");
  }

  @Test
  void aTunnelThatIsYoungIsNotSettled() {
    var picture =
        draw(
            gateway(Fact.SSH_AUTH_TIME, amount(0.3)),
            new Sheet(
                Subject.tunnel("home", "home"),
                Map.of(
                    Fact.TUNNEL_STATE, seen(word("active")),
                    Fact.TUNNEL_ACTIVE_FOR, seen(amount(10)))));
    assertThat(picture).contains("session warn");
  }

  @Test
  void whatNobodyLookedAtIsNotKnown() {
    assertThat(draw()).isEqualTo("network unknown, gateway unknown");
  }

  private static String draw(Sheet... sheets) {
    return PathPicture.of(LAYERS, List.of(sheets)).stream()
        .map(JsonObject.class::cast)
        .map(PathPictureTest::text)
        .collect(Collectors.joining(", "));
  }

  private static String text(JsonObject station) {
    var text = station.getString("place") + " " + station.getString("verdict");
    if (station.getBoolean("broken")) text += " broken";
    if (station.containsKey("behind")) text += " behind " + station.getString("behind");
    return text;
  }

  private static Sheet gateway(Fact fact, FactValue value) {
    return new Sheet(Subject.gateway("home"), Map.of(fact, seen(value)));
  }

  private static Sheet tunnel(Fact fact, FactValue value) {
    return new Sheet(Subject.tunnel("home", "home"), Map.of(fact, seen(value)));
  }

  private static Seen seen(FactValue value) {
    return new Seen(value, NOW, NOW);
  }

  private static FactValue amount(double value) {
    return new FactValue.Amount(value);
  }

  private static FactValue word(String value) {
    return new FactValue.Word(value);
  }

  private static Layer layer(String name, String check, String settled) {
    return new Layer(
        name,
        condition(check),
        settled.isEmpty() ? Optional.empty() : Optional.of(condition(settled)),
        new Origin.Default());
  }

  private static Condition condition(String text) {
    return ((Condition.Reading.Read) Condition.read(text, Vocabulary.of(Fact.values())))
        .condition();
  }
}
