package dev.lifeguard.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.app.WatchedGateway.AccessPath;
import dev.lifeguard.config.Loaded;
import dev.lifeguard.config.Problem;
import dev.lifeguard.config.Surroundings;
import dev.lifeguard.probe.ProbeSettings;
import dev.lifeguard.remedy.RemedySettings;
import dev.lifeguard.tunnel.TunnelSettings;
import dev.lifeguard.tunnel.TunnelSettings.Direction;
import dev.lifeguard.tunnel.TunnelSettings.Endpoint;
import dev.lifeguard.tunnel.TunnelSettings.Expect;
import dev.lifeguard.tunnel.TunnelSettings.Forward;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExamplesTest {
  private static final Map<String, String> VARIABLES =
      Map.of("OPENCLAW_GATEWAY_TOKEN", "tok-0123456789abcdef0123456789abcdef");

  private static Loaded<AgentSettings> load(String name, Map<String, String> variables) {
    var surroundings = new Surroundings(variables, Path.of("/home/nobody"), Path.of("/"));
    return new Settings(Optional.of(example(name)), List.of(), surroundings).load();
  }

  private static Path example(String name) {
    try {
      URI uri = ExamplesTest.class.getResource("/examples/" + name).toURI();
      return Path.of(uri);
    } catch (URISyntaxException e) {
      throw new AssertionError(e);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"lifeguard.yaml", "lifeguard.minimal.yaml"})
  void loadAsTheyStandEvenWhereNoVariableIsSet(String name) {
    assertThat(load(name, Map.of()))
        .isInstanceOf(Loaded.Good.class)
        .extracting(Loaded::problems)
        .asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.list(Problem.class))
        .allSatisfy(problem -> assertThat(problem.isError()).isFalse());
  }

  @Test
  void theWholeExampleMeansWhatItSays() {
    var loaded = load("lifeguard.yaml", VARIABLES);
    assertThat(loaded).isInstanceOf(Loaded.Good.class);
    var settings = ((Loaded.Good<AgentSettings>) loaded).value();
    assertThat(settings.gateways())
        .extracting(WatchedGateway::name)
        .containsExactly("home", "prod-eu", "edge", "roaming", "foreign");
    assertThat(settings.gateways().get(1).probes().get("tcp"))
        .isEqualTo(new ProbeSettings(Duration.ofSeconds(5), Duration.ofSeconds(5)));
    assertThat(settings.gateways().get(3).paths())
        .extracting(AccessPath::name)
        .containsExactly("tailnet", "ssh");
    assertThat(settings.gateways().get(4).paths().getFirst().tunnel())
        .hasValueSatisfying(
            tunnel ->
                assertThat(tunnel)
                    .isEqualTo(
                        new TunnelSettings.External(
                            "external",
                            new Forward(
                                "gateway",
                                Direction.LOCAL,
                                Endpoint.of("127.0.0.1", 28809),
                                Endpoint.of("127.0.0.1", 18789),
                                Expect.GATEWAY),
                            List.of("systemctl", "restart", "openclaw-tunnel"))));
    assertThat(settings.remedies())
        .extracting(RemedySettings::name)
        .containsExactly(
            "restart-tunnel", "relieve-latency", "restart-gateway", "stop-the-bleeding");
    assertThat(settings.notification().groups())
        .containsEntry("everybody", List.of("ops", "admin"));
    assertThat(settings.maintenance().getFirst().covers(Map.of("env", "prod"))).isTrue();
  }
}
