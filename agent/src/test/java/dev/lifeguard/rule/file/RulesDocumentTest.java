package dev.lifeguard.rule.file;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.config.Loaded;
import dev.lifeguard.config.Loader;
import dev.lifeguard.config.Surroundings;
import dev.lifeguard.fact.Fact;
import dev.lifeguard.rule.NoData;
import dev.lifeguard.rule.RuleSet;
import dev.lifeguard.rule.Severity;
import dev.lifeguard.rule.Vocabulary;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What docs/rules.md shows is what the agent understands. */
class RulesDocumentTest {
  @TempDir Path folder;

  private RuleSet load(String text) throws IOException {
    var file = Files.writeString(folder.resolve("rules.yaml"), text);
    var shape = RuleFile.shape(Vocabulary.of(Fact.values()));
    var here = new Surroundings(Map.of(), folder, folder);
    return switch (Loader.load(file, shape, here)) {
      case Loaded.Good<RuleSet> good -> good.value();
      case Loaded.Bad<RuleSet> bad -> throw new AssertionError(bad.problems().toString());
    };
  }

  @Test
  void theExampleLoadsAndMeansWhatItSays() throws IOException {
    var page = Files.readString(Path.of("../docs/rules.md"));
    var begin = page.indexOf("```yaml\n") + "```yaml\n".length();
    var rules = load(page.substring(begin, page.indexOf("```", begin))).rules();
    assertThat(rules).hasSize(2);
    var warning = rules.getFirst();
    assertThat(warning.timing().pendingFor()).isEqualTo(Duration.ofMinutes(2));
    assertThat(warning.timing().keepFiringFor()).isEqualTo(Duration.ofMinutes(5));
    assertThat(warning.timing().noData()).isEqualTo(NoData.UNKNOWN);
    assertThat(warning.clear()).isPresent();
    assertThat(warning.only().matches(Map.of("site", "cellar"))).isTrue();
    assertThat(warning.only().matches(Map.of("site", "roof"))).isFalse();
    assertThat(warning.wording().receivers()).containsExactly("ops", "on-call");
    assertThat(warning.wording().runbook()).contains("https://example.org/runbooks/latency");
    assertThat(rules.getLast().severity().outranks(warning.severity())).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "P0, CRITICAL",
    "P1, WARNING",
    "P2, INFO",
    "critical, CRITICAL",
    "warning, WARNING",
    "info, INFO"
  })
  void theRunbooksLevelsAreOurSeverities(String written, Severity severity) throws IOException {
    var rules = load("alerts: {name: a, condition: tunnel_up == 0, severity: " + written + "}");
    assertThat(rules.rules())
        .singleElement()
        .extracting(rule -> rule.severity())
        .isEqualTo(severity);
  }
}
