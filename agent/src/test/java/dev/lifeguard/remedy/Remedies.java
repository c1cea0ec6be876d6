package dev.lifeguard.remedy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.config.Loaded;
import dev.lifeguard.config.Loader;
import dev.lifeguard.config.Source;
import dev.lifeguard.config.Surroundings;
import dev.lifeguard.diagnosis.Cause;
import dev.lifeguard.fact.Fact;
import dev.lifeguard.rule.Vocabulary;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Reads remedies for tests as the agent does. */
public final class Remedies {
  private Remedies() {}

  public static Loaded<List<RemedySettings>> load(String yaml) {
    var vocabulary = Vocabulary.of(Fact.values()).withCauses(Cause.codes());
    var here = new Surroundings(Map.of(), Path.of("/home/nobody"), Path.of("/"));
    return Loader.load(
        Source.of("remedies.yaml", "remedies:\n" + yaml.indent(2)),
        RemedyShape.file(vocabulary),
        here,
        root -> root);
  }

  public static List<RemedySettings> all(String yaml) {
    return switch (load(yaml)) {
      case Loaded.Good<List<RemedySettings>> good -> good.value();
      case Loaded.Bad<List<RemedySettings>> bad -> throw new AssertionError(bad.problems());
    };
  }

  public static RemedySettings one(String yaml) {
    var all = all(yaml);
    assertThat(all).hasSize(1);
    return all.getFirst();
  }
}
