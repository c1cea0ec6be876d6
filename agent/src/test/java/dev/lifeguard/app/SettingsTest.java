package dev.lifeguard.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.config.Leaf;
import dev.lifeguard.config.Loaded;
import dev.lifeguard.config.Problem;
import dev.lifeguard.config.Secret;
import dev.lifeguard.config.SecretSource;
import dev.lifeguard.config.Surroundings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettingsTest {
  private static final String MINIMAL =
      """
      agent: {listen: "127.0.0.1:1111", token-file: ~/token}
      gateways: {name: home, url: "ws://127.0.0.1:18789", token: hunter2}
      """;

  @TempDir private Path home;
  @TempDir private Path folder;

  private Settings settings(Map<String, String> environment, Outside... options) {
    return new Settings(
        Optional.empty(), List.of(options), new Surroundings(environment, home, folder));
  }

  private static Loaded.Good<AgentSettings> good(Settings settings) {
    var loaded = settings.load();
    assertThat(loaded.problems()).filteredOn(Problem::isError).isEmpty();
    return (Loaded.Good<AgentSettings>) loaded;
  }

  private static String origin(Loaded.Good<AgentSettings> good, String path) {
    return good.leaves().stream()
        .filter(leaf -> leaf.path().equals(path) && leaf.section().isEmpty())
        .map(leaf -> leaf.shown() + " from " + leaf.origin())
        .findFirst()
        .orElse("none");
  }

  @Test
  void areInTheFirstFileFound() throws IOException {
    assertThat(settings(Map.of()).file()).isInstanceOf(SettingsFile.Nowhere.class);
    var ofUser = home.resolve(".config/lifeguard/lifeguard.yaml");
    Files.createDirectories(ofUser.getParent());
    Files.writeString(ofUser, MINIMAL);
    assertThat(settings(Map.of()).file()).isEqualTo(new SettingsFile.At(ofUser));
    var here = folder.resolve("lifeguard.yaml");
    Files.writeString(here, MINIMAL);
    assertThat(settings(Map.of()).file()).isEqualTo(new SettingsFile.At(here));
    assertThat(settings(Map.of("LIFEGUARD_CONFIG", "~/other.yaml")).file())
        .isEqualTo(new SettingsFile.At(home.resolve("other.yaml")));
  }

  @Test
  void ofTheEnvironmentWinOverTheFileAndThoseOfTheCommandLineOverBoth() throws IOException {
    Files.writeString(folder.resolve("lifeguard.yaml"), MINIMAL);
    var environment =
        Map.of(
            "LIFEGUARD_LISTEN", "127.0.0.1:2222",
            "LIFEGUARD_TOKEN", "$ecret${X}",
            "LIFEGUARD_DATA_DIR", "/var/lib/one");
    var good = good(settings(environment, Outside.option("data-dir", "two")));
    assertThat(origin(good, "agent.listen"))
        .isEqualTo("127.0.0.1:2222 from environment LIFEGUARD_LISTEN");
    assertThat(origin(good, "agent.data-dir"))
        .isEqualTo(folder.resolve("two") + " from command line --data-dir");
    assertThat(origin(good, "agent.token")).isEqualTo("*** from environment LIFEGUARD_TOKEN");
    assertThat(origin(good, "agent.reload")).isEqualTo("hybrid from default");
    assertThat(origin(good, "gateways.name")).isEqualTo("home from lifeguard.yaml:2:18");
    assertThat(good.value().own().token())
        .isEqualTo(new SecretSource.Given(new Secret("$ecret${X}")));
  }

  @Test
  void thatAreWrongOnTheCommandLineAreToldAsSuch() throws IOException {
    Files.writeString(folder.resolve("lifeguard.yaml"), MINIMAL);
    assertThat(settings(Map.of(), Outside.option("listen", "9789")).load().problems())
        .extracting(Problem::toString)
        .contains(
            "command line --listen: agent.listen: \"9789\" is no address; write 127.0.0.1:9789");
  }

  @Test
  void neverShowASecret() throws IOException {
    Files.writeString(folder.resolve("lifeguard.yaml"), MINIMAL);
    var good = good(settings(Map.of()));
    assertThat(origin(good, "gateways.token")).startsWith("*** from ");
    assertThat(good.leaves()).extracting(Leaf::shown).noneMatch(text -> text.contains("hunter2"));
    assertThat(good.value().toString()).doesNotContain("hunter2");
  }

  @Test
  void ofSecretFilesThatAreMissingOrOpenAreWarnedOfAndTaken() throws IOException {
    Files.writeString(folder.resolve("lifeguard.yaml"), MINIMAL);
    assertThat(good(settings(Map.of())).problems())
        .extracting(Problem::message)
        .containsExactly(home.resolve("token") + " does not exist");
    Files.writeString(home.resolve("token"), "t");
    assertThat(good(settings(Map.of())).problems())
        .extracting(Problem::message)
        .allMatch(message -> message.contains("is readable by others; mend with: chmod 600"));
  }

  @Test
  void ofEachGatewayInheritTheDefaultsValueByValue() throws IOException {
    Files.writeString(
        folder.resolve("lifeguard.yaml"),
        """
        defaults:
          probes: {tcp: {every: 7s}, errors: {timeout: 3s}}
        gateways:
          - {name: one, url: "ws://127.0.0.1:18789"}
          - name: two
            url: ws://127.0.0.1:18789
            probes: {tcp: {timeout: 1s}}
        """);
    var good = good(settings(Map.of()));
    var one = good.value().gateways().getFirst().probes();
    var two = good.value().gateways().getLast().probes();
    assertThat(one.get("tcp").every()).isEqualTo(Duration.ofSeconds(7));
    assertThat(two.get("tcp").every()).isEqualTo(Duration.ofSeconds(7));
    assertThat(two.get("tcp").timeout()).isEqualTo(Duration.ofSeconds(1));
    assertThat(one.get("errors").timeout()).isEqualTo(Duration.ofSeconds(3));
    assertThat(origin(good, "gateways[1].probes.tcp.every"))
        .isEqualTo("7s from lifeguard.yaml:2:25");
    assertThat(origin(good, "gateways[1].probes.tcp.timeout"))
        .isEqualTo("1s from lifeguard.yaml:7:29");
  }

  @Test
  void readRulesByGlobBesideTheFileAndOurOwnByName() throws IOException {
    Files.createDirectories(folder.resolve("mine"));
    for (var name : List.of("b", "a"))
      Files.writeString(
          folder.resolve("mine/" + name + ".yaml"),
          "alerts: {name: " + name + ", condition: tunnel_up == 0}");
    Files.writeString(
        folder.resolve("lifeguard.yaml"), MINIMAL + "rules: [mine/*.yaml, shipped:tunnels.yaml]\n");
    var good = good(settings(Map.of()));
    assertThat(good.value().rules().rules())
        .extracting(rule -> rule.name())
        .startsWith("a", "b", "tunnel_down");
    assertThat(good.files()).contains(folder.resolve("mine"), folder.resolve("mine/a.yaml"));
  }

  @Test
  void refuseARemedyThatItsOwnMessagesWouldCallFor() throws IOException {
    Files.writeString(
        folder.resolve("remedies.yaml"),
        "remedies: {name: r, trigger: {webhook: remedy_note}, steps: {page: {}}}");
    Files.writeString(folder.resolve("lifeguard.yaml"), MINIMAL + "remedies: remedies.yaml\n");
    assertThat(settings(Map.of()).load().problems())
        .extracting(Problem::headline)
        .anyMatch(
            line ->
                line.startsWith("remedies.yaml:1:11: remedies.r.trigger: ")
                    && line.contains("this one could trigger itself"));
  }

  @Test
  void warnOfARemedyThatNothingCallsFor() throws IOException {
    Files.writeString(
        folder.resolve("remedies.yaml"),
        "remedies: {name: r, trigger: tunnel_dwon, steps: {tunnel.restart: {}},"
            + " limits: {blockers: gateway_dwn}}");
    Files.writeString(folder.resolve("lifeguard.yaml"), MINIMAL + "remedies: remedies.yaml\n");
    assertThat(good(settings(Map.of())).problems())
        .extracting(Problem::headline)
        .contains(
            "remedies.yaml:1:11: warning: remedies.r.trigger: no rule defines the alert"
                + " \"tunnel_dwon\"; did you mean \"tunnel_down\"?",
            "remedies.yaml:1:11: warning: remedies.r.limits.blockers: no rule defines the alert"
                + " \"gateway_dwn\"; did you mean \"gateway_down\"?");
  }

  @Test
  void withoutAFileAreThoseOfTheLocalGatewayAndSaySo() {
    var settings = settings(Map.of("OPENCLAW_GATEWAY_PORT", "19999"));
    assertThat(settings.described())
        .contains("no configuration file in", "watching ws://127.0.0.1:19999");
    var good = good(settings);
    assertThat(good.value().gateways().getFirst().paths().getFirst().gateway().url())
        .hasToString("ws://127.0.0.1:19999");
    assertThat(good.value().rules().rules()).isNotEmpty();
  }
}
