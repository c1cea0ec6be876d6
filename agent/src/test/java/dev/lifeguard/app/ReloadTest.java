package dev.lifeguard.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.app.ReloadDecision.Trigger;
import dev.lifeguard.config.Change;
import dev.lifeguard.config.Loaded;
import dev.lifeguard.config.Loader;
import dev.lifeguard.config.Source;
import dev.lifeguard.config.Surroundings;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a change is, and what is done about it: pure decisions. */
class ReloadTest {
  private static final String BASE =
      """
      agent: {listen: "127.0.0.1:9789", data-dir: /d, reload: MODE}
      gateways:
        - name: home
          url: ws://127.0.0.1:18789
          labels: {env: home}
        - name: eu
          url: ws://127.0.0.1:28789
          tunnel:
            ssh: ops@eu.example
            keepalive: {every: 5s}
            forwards: [{name: gateway, local: "127.0.0.1:28789", remote: "127.0.0.1:18789"}]
      notify:
        receivers: [{name: ops, command: {run: tell}}]
      """;

  private static AgentSettings settings(String text) {
    var here = new Surroundings(Map.of(), Path.of("/home/me"), Path.of("/here"));
    var loaded =
        Loader.load(
            Source.of("lifeguard.yaml", text), AgentShape.shape(), here, Inheritance::apply);
    assertThat(loaded.problems()).isEmpty();
    return ((Loaded.Good<AgentSettings>) loaded).value();
  }

  private static AgentSettings base(String mode) {
    return settings(BASE.replace("MODE", mode));
  }

  private static String said(List<Change> changes) {
    return changes.stream()
        .map(change -> change + (change.isStructural() ? "!" : ""))
        .collect(Collectors.joining(" "));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "127.0.0.1:9789        | 127.0.0.1:9790       | agent.listen!",
        "data-dir: /d          | data-dir: /e         | agent.data-dir!",
        "data-dir: /d          | data-dir: /d, token: t | agent.token!",
        "reload: hybrid        | reload: auto         | agent.reload",
        "{env: home}           | {env: prod}          | gateways.home",
        "ws://127.0.0.1:18789  | ws://127.0.0.1:18790 | gateways.home",
        "name: home            | name: house          | gateways.home! gateways.house",
        "ops@eu.example        | ops@us.example       | gateways.eu.tunnel!",
        "every: 5s             | every: 6s            | gateways.eu",
        "127.0.0.1:18789\"     | 127.0.0.1:18790\"    | gateways.eu.tunnel!",
        "name: ops             | name: admin          | notify",
      })
  void namesWhatDiffersAndWhetherItIsStructural(String old, String fresh, String changes) {
    var text = BASE.replace("MODE", "hybrid");
    assertThat(text).contains(old);
    var changed = settings(text.replace(old, fresh));
    assertThat(said(new Difference(settings(text), changed).changes())).isEqualTo(changes);
  }

  @Test
  void aRemarkIsNoChange() {
    var text = BASE.replace("MODE", "hybrid");
    var remarked = settings("# a remark\n" + text.replace("notify:", "# another\nnotify:"));
    assertThat(new Difference(settings(text), remarked).changes()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "auto,   FILES_CHANGED, small structural, none",
    "hybrid, FILES_CHANGED, small,            structural",
    "manual, FILES_CHANGED, none,             small structural",
    "auto,   REQUESTED,     small structural, none",
    "hybrid, REQUESTED,     small structural, none",
    "manual, REQUESTED,     small structural, none"
  })
  void theModeSaysWhatWaits(String mode, Trigger trigger, String applied, String waiting) {
    var fresh =
        settings(
            BASE.replace("MODE", mode)
                .replace("{env: home}", "{env: prod}")
                .replace("ops@eu.example", "ops@us.example"));
    var decision = ReloadDecision.of(base(mode), fresh, trigger);
    assertThat(kinds(decision.applied())).isEqualTo(applied);
    assertThat(kinds(decision.waiting())).isEqualTo(waiting);
    assertThat(decision.apply().isPresent()).isEqualTo(!applied.equals("none"));
  }

  private static String kinds(List<Change> changes) {
    var kinds =
        changes.stream()
            .map(change -> change.isStructural() ? "structural" : "small")
            .collect(Collectors.joining(" "));
    return kinds.isEmpty() ? "none" : kinds;
  }

  @Test
  void smallChangesAreAppliedAroundTheStructuralOnes() {
    var old = base("hybrid");
    var fresh =
        settings(
            BASE.replace("MODE", "auto")
                .replace("127.0.0.1:9789", "127.0.0.1:9790")
                .replace("{env: home}", "{env: prod}")
                .replace("ops@eu.example", "ops@us.example")
                .replace("name: ops", "name: admin"));
    var applied = ReloadDecision.of(old, fresh, Trigger.FILES_CHANGED).apply().orElseThrow();
    assertThat(applied.own().listen()).isEqualTo(old.own().listen());
    assertThat(applied.own().reload()).isEqualTo(AgentSettings.ReloadMode.AUTO);
    assertThat(applied.gateways().getFirst().labels()).containsEntry("env", "prod");
    assertThat(applied.gateways().getLast()).isEqualTo(old.gateways().getLast());
    assertThat(applied.notification()).isEqualTo(fresh.notification());
  }

  @Test
  void aRemovedGatewayStaysUntilSomebodyAsks() {
    var old = base("hybrid");
    var fresh = settings(BASE.replace("MODE", "hybrid").replace("name: home", "name: house"));
    var applied = ReloadDecision.of(old, fresh, Trigger.FILES_CHANGED).apply().orElseThrow();
    assertThat(applied.gateways())
        .extracting(WatchedGateway::name)
        .containsExactly("home", "eu", "house");
  }
}
