package dev.lifeguard.gateway.health;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.gateway.GatewayReport.Security;
import dev.lifeguard.gateway.Payload;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What is read from the gateway's answers, real ones where they were recorded. */
class ReadingsTest {
  @Test
  void namesOfAccountsSteerNoTerminalAndBeginNoLine() {
    var status =
        "{\"channelAccounts\":{\"te\\u001blegram\":[{\"accountId\":\"a\\u001b[31m\\nINFO x\"}]}}";
    var reading = ChannelReading.all(Payload.read(status).orElseThrow()).getFirst();
    assertThat(reading.channel()).isEqualTo("te?legram");
    assertThat(reading.account()).isEqualTo("a?[31m?INFO x");
  }

  @Test
  void healthTellsOfTheEventLoop() throws IOException {
    var reading = HealthReading.of(sample("health"));
    assertThat(reading.degraded()).isFalse();
    assertThat(reading.delay()).contains(Duration.ofNanos(20_400_000));
  }

  @Test
  void runtimeTellsOfTheProcess() throws IOException {
    var reading = RuntimeReading.of(sample("system.info"));
    assertThat(reading.pid()).contains(3312L);
    assertThat(reading.node()).isEqualTo("v26.10.0");
    assertThat(reading.rssBytes()).contains(596_979_712L);
  }

  @Test
  void gatewayWithoutChannelsHasNone() throws IOException {
    assertThat(ChannelReading.all(sample("channels.status"))).isEmpty();
  }

  @Test
  void configurationThatIsSavedButNotActiveHasDrifted() {
    assertThat(config("\"valid\":true,\"configRevisionHash\":\"a\",\"appliedConfigHash\":\"b\""))
        .contains("what is saved is not what is active");
    assertThat(config("\"valid\":true,\"configRevisionHash\":\"a\",\"appliedConfigHash\":\"a\""))
        .isEmpty();
    assertThat(config("\"valid\":true")).isEmpty();
  }

  @Test
  void brokenFileHasDriftedAndSaysWhere() {
    var issues = "\"issues\":[{\"path\":\"gateway\",\"message\":\"Unrecognized key\"}]";
    assertThat(config("\"valid\":false," + issues).orElseThrow())
        .contains("gateway Unrecognized key");
  }

  @Test
  void providersAreReadWithTheDefaultModelsOwn() {
    var reading =
        ConfigReading.of(
            json(
                """
                {"config":{"gateway":{"port":28789},
                  "models":{"providers":{
                    "stub":{"baseUrl":"http://a/v1","api":"openai-completions","models":[{"id":"m"}]},
                    "ollama":{"baseUrl":"http://b","models":[]}}},
                  "agents":{"defaults":{"model":{"primary":"openai/gpt"}}}}}
                """));
    assertThat(reading.port()).contains(28_789);
    assertThat(reading.providers()).containsOnlyKeys("ollama", "openai", "stub");
    assertThat(reading.providers().get("ollama").discovered()).isTrue();
    assertThat(reading.providers().get("stub").discovered()).isFalse();
  }

  @Test
  void auditIsReadOrSaidToBeUnknown() {
    var audit =
        AuditReading.of(
            "{\"summary\":{\"critical\":1,\"warn\":2,\"info\":1},\"findings\":[{\"checkId\":\"x\","
                + "\"severity\":\"critical\",\"title\":\"t\"}]}",
            Instant.EPOCH);
    assertThat(audit)
        .isInstanceOfSatisfying(
            Security.Audited.class,
            it -> {
              assertThat(it.critical()).isEqualTo(1);
              assertThat(it.findings()).hasSize(1);
            });
    assertThat(AuditReading.of("error: no such command", Instant.EPOCH))
        .isInstanceOf(Security.NotLooked.class);
    assertThat(AuditReading.of("{}", Instant.EPOCH)).isInstanceOf(Security.NotLooked.class);
  }

  @Test
  void quantilesCountAMissingAnswerAsInfinite() {
    var window = new LatencyWindow();
    for (var i = 1; i <= 99; i++) window.answered(Duration.ofMillis(i), 0);
    assertThat(window.quantile(0.5, 0)).isEqualTo(0.050);
    assertThat(window.quantile(0.95, 0)).isEqualTo(0.095);
    window.unanswered(0);
    window.unanswered(0);
    assertThat(window.quantile(0.99, 0)).isInfinite();
    assertThat(window.isEmpty(LatencyWindow.SPAN.toNanos() + 1)).isTrue();
  }

  @Test
  void portsFollowFromTheBase() {
    var ports = PortCheck.ports(18_789);
    assertThat(ports).hasSize(101).containsEntry(18_791, "browser control");
    assertThat(ports.navigableKeySet()).contains(18_800, 18_899).doesNotContain(18_790, 18_793);
    assertThat(PortCheck.ports(65_500)).hasSize(26);
  }

  private static Optional<String> config(String fields) {
    return ConfigReading.of(json("{" + fields + "}")).drift();
  }

  private static Payload json(String text) {
    return Payload.read(text).orElseThrow();
  }

  private static Payload sample(String name) throws IOException {
    try (var in = ReadingsTest.class.getResourceAsStream("/samples/openclaw/" + name + ".json")) {
      if (in == null) throw new IllegalStateException("no sample " + name);
      return json(new String(in.readAllBytes(), StandardCharsets.UTF_8)).child("payload");
    }
  }
}
