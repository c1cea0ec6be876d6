package dev.lifeguard.alert.trial;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.config.Loaded;
import dev.lifeguard.config.Loader;
import dev.lifeguard.config.Source;
import dev.lifeguard.config.Surroundings;
import dev.lifeguard.rule.Rule;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class TrialTest {
  private static final Surroundings HERE = Surroundings.ofProcess();

  @Test
  void findsTheShippedRulesAsExpected() {
    var file = Loader.load(Path.of("../rules/tests/shipped.yaml"), TrialShape.shape(), HERE);
    var given = good(file);
    assertThat(given.trials()).hasSizeGreaterThan(4);
    for (var trial : given.trials())
      assertThat(TrialRun.run(given.rules(), trial)).as(trial.name()).isEmpty();
  }

  /** A rule that no test can make fire may be one that never does. */
  @Test
  void makesEveryShippedAlertFireAndEndAgain() {
    var given = good(Loader.load(Path.of("../rules/tests/shipped.yaml"), TrialShape.shape(), HERE));
    var fired =
        given.trials().stream()
            .flatMap(trial -> trial.expected().stream())
            .flatMap(expected -> expected.firing().stream())
            .toList();
    assertThat(fired).containsAll(given.rules().rules().stream().map(Rule::name).toList());
    assertThat(given.rules().rules())
        .extracting(Rule::name)
        .contains(
            "gateway_down",
            "tunnel_down",
            "tunnel_stalled",
            "high_latency",
            "high_error_rate",
            "channel_disconnected",
            "provider_unavailable",
            "ssh_auth_failing",
            "host_key_changed",
            "port_taken",
            "certificate_expiring",
            "baseline_critical",
            "remedy_gave_up",
            "agent_lagging",
            "config_reload_failed",
            "store_failing");
  }

  @Test
  void saysWhatIsNotAsExpected() {
    var given =
        good(
            load(
                """
                rules: [tunnels.yaml]
                tests:
                  - name: it is pending for a while
                    interval: 5s
                    series: {fact: tunnel_up, labels: {tunnel: a, forward: b}, values: 0x4}
                    expect: {at: 5s, firing: [tunnel_down]}
                """));
    assertThat(TrialRun.run(given.rules(), given.trials().getFirst()))
        .containsExactly(
            "at 5s: firing [], expected [tunnel_down]",
            "at 5s: pending [tunnel_down], expected []");
  }

  @Test
  void refusesValuesThatTheFactCannotHave() {
    var loaded =
        load(
            """
            rules: [tunnels.yaml]
            tests:
              - name: nonsense
                series: {fact: tunnel_state, values: active purple}
                expect: {at: 5s}
            """);
    assertThat(loaded.problems()).singleElement().asString().contains("purple");
  }

  private static Loaded<Trial.File> load(String text) {
    var source = new Source("trial.yaml", Path.of("../rules").toAbsolutePath().normalize(), text);
    return Loader.load(source, TrialShape.shape(), HERE, root -> root);
  }

  private static Trial.File good(Loaded<Trial.File> loaded) {
    return switch (loaded) {
      case Loaded.Good<Trial.File>(var value, _, _, _) -> value;
      case Loaded.Bad<Trial.File> bad -> throw new AssertionError(bad.problems());
    };
  }
}
