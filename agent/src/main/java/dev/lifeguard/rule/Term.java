package dev.lifeguard.rule;

import dev.lifeguard.fact.Fact;
import java.util.List;
import java.util.Set;

/**
 * A word that conditions may use: a fact, or the cause that a diagnosis found.
 *
 * @param words the only texts it can have; empty for numbers and free texts
 * @param labels what its subjects carry beside the gateway
 */
public record Term(String name, Fact.Unit unit, List<String> words, Set<String> labels) {
  public Term {
    words = List.copyOf(words);
    labels = Set.copyOf(labels);
  }

  static Term of(Fact fact) {
    return new Term(fact.code(), fact.unit(), fact.words(), Set.copyOf(fact.labels()));
  }

  public boolean isText() {
    return unit == Fact.Unit.TEXT;
  }
}
