package dev.lifeguard.app;

import dev.lifeguard.config.Loaded;
import dev.lifeguard.config.Loader;
import dev.lifeguard.config.Parsed;
import dev.lifeguard.config.Source;
import dev.lifeguard.config.SourceFile;
import dev.lifeguard.config.Surroundings;
import dev.lifeguard.fact.Fact;
import dev.lifeguard.rule.Layer;
import dev.lifeguard.rule.RuleSet;
import dev.lifeguard.rule.Vocabulary;
import dev.lifeguard.rule.file.RuleFile;
import java.util.List;

/**
 * What a path is judged by where the user's own rules speak of alerts only: without it the picture
 * of a healthy way would be a row of places that nobody looked at.
 */
final class ShippedLayers {
  private static final List<Layer> LAYERS = read();

  private ShippedLayers() {}

  /** The rules, with the program's own layers if they have none. */
  static RuleSet completed(RuleSet rules) {
    return rules.layers().isEmpty() ? new RuleSet(rules.rules(), LAYERS, rules.criteria()) : rules;
  }

  private static List<Layer> read() {
    return switch (SourceFile.shipped("thresholds.yaml")) {
      case Parsed.Taken<Source>(var source) -> layers(source);
      case Parsed.Refused<Source> refused -> throw new IllegalStateException(refused.toString());
    };
  }

  private static List<Layer> layers(Source source) {
    var shape = RuleFile.shape(Vocabulary.of(Fact.values()));
    return switch (Loader.load(source, shape, Surroundings.ofProcess(), root -> root)) {
      case Loaded.Good<RuleSet> good -> good.value().layers();
      case Loaded.Bad<RuleSet> bad -> throw new IllegalStateException(bad.problems().toString());
    };
  }
}
