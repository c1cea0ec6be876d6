package dev.lifeguard.rule;

import java.util.List;
import java.util.Map;

/** Which subjects a rule is about: each label must have one of the values. Empty: all. */
public record Only(Map<String, List<String>> labels) {
  public static final Only ALL = new Only(Map.of());

  public Only {
    labels = Map.copyOf(labels);
  }

  public boolean matches(Map<String, String> subject) {
    return labels.entrySet().stream()
        .allMatch(wanted -> wanted.getValue().contains(subject.getOrDefault(wanted.getKey(), "")));
  }
}
