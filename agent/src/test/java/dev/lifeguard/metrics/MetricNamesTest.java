package dev.lifeguard.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.peer.Folder;
import dev.lifeguard.peer.Peers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Names of metrics in code, dashboards, rules and documents are the same names. */
class MetricNamesTest {
  private static final Pattern IN_CODE = Pattern.compile("\"((?:lifeguard|openclaw)_[a-z_]+)\"");
  private static final Pattern NAMED = Pattern.compile("\\b(?:lifeguard|openclaw)_[a-z_]+\\b");

  @Test
  void everyMetricIsInTheDocumentAndTheDocumentNamesNoOther() throws IOException {
    var document = Folder.read(Peers.project().resolve("docs/metrics.md"));
    assertThat(bare(NAMED, document)).isEqualTo(exported());
  }

  @Test
  void dashboardsAndRulesNameOnlyWhatIsExported() throws IOException {
    var known = exported();
    var named = new TreeSet<String>();
    for (var shown : Dashboards.shown()) named.addAll(bare(NAMED, shown.expression()));
    for (var other : Dashboards.others()) named.addAll(bare(NAMED, other));
    named.addAll(
        bare(NAMED, Folder.read(Peers.project().resolve("rules/prometheus/lifeguard.yml"))));
    named.removeAll(known);
    assertThat(named).isEmpty();
  }

  private static Set<String> exported() throws IOException {
    var sources = Peers.project().resolve("agent/src/main/java/dev/lifeguard/metrics");
    try (Stream<Path> files = Files.walk(sources)) {
      return files
          .filter(file -> file.toString().endsWith(".java"))
          .flatMap(file -> bare(IN_CODE, Folder.read(file)).stream())
          .collect(Collectors.toCollection(TreeSet::new));
    }
  }

  /** Without what the format adds to a histogram's name. */
  private static Set<String> bare(Pattern pattern, String text) {
    return pattern
        .matcher(text)
        .results()
        .map(found -> found.group(pattern.matcher("").groupCount()))
        .map(name -> name.replaceFirst("_(bucket|count|sum)$", ""))
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
