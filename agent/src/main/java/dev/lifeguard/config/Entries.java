package dev.lifeguard.config;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The entries of a mapping in the making: each key once, and what {@code <<} merges in. */
final class Entries {
  private final List<Problem> problems;
  private final Map<String, Node.Entry> own = new LinkedHashMap<>();
  private final List<Node.Mapping> bases = new ArrayList<>();

  Entries(List<Problem> problems) {
    this.problems = problems;
  }

  void add(Node.Text key, Node value) {
    if (key.text().equals("<<") && !key.quoted()) {
      merge(value);
    } else if (own.containsKey(key.text())) {
      problems.add(twice(key, own.get(key.text()).key()));
    } else {
      own.put(key.text(), new Node.Entry(key, value));
    }
  }

  private void merge(Node value) {
    switch (value) {
      case Node.Mapping base -> bases.add(base);
      case Node.Items(_, var nodes) -> nodes.forEach(this::merge);
      case Node.Text _, Node.Nothing _ ->
          problems.add(
              Unreadable.at(
                  ((Origin.InFile) value.origin()).position(),
                  "<< merges mappings, found " + value.kind(),
                  ""));
    }
  }

  private static Problem twice(Node.Text key, Node.Text first) {
    var position = ((Origin.InFile) key.origin()).position();
    var line = ((Origin.InFile) first.origin()).position().line();
    return Unreadable.at(
            position,
            Words.quoted(key.text()) + " is given twice, first on line " + line,
            "keep one")
        .withExcerpt(Excerpt.ofKey(position, key.text()));
  }

  /** One's own entries win over merged ones, earlier bases over later ones. */
  List<Node.Entry> merged() {
    for (var base : bases) for (var entry : base.entries()) own.putIfAbsent(entry.name(), entry);
    return List.copyOf(own.values());
  }
}
