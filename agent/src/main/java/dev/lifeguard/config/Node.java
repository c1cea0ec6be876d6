package dev.lifeguard.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A file as a tree. Scalars stay the text that was written, so that {@code on} is no truth and
 * {@code 0123} no 83 until a shape says what is wanted.
 */
public sealed interface Node {
  Origin origin();

  /** What it is, for messages: {@code a list}. */
  String kind();

  /**
   * A scalar as written, before variables are expanded.
   *
   * @param quoted whether it stands in quotes, or is otherwise more than a plain word
   */
  record Text(Origin origin, String text, boolean quoted) implements Node {
    @Override
    public String kind() {
      return "the text " + Words.quoted(text);
    }
  }

  record Items(Origin origin, List<Node> nodes) implements Node {
    public Items {
      nodes = List.copyOf(nodes);
    }

    @Override
    public String kind() {
      return "a list";
    }
  }

  /** Keys are unique. */
  record Mapping(Origin origin, List<Entry> entries) implements Node {
    public Mapping {
      entries = List.copyOf(entries);
    }

    @Override
    public String kind() {
      return "a mapping";
    }

    public Optional<Node> at(String key) {
      return entries.stream().filter(entry -> entry.name().equals(key)).map(Entry::value).findAny();
    }

    /** The same with this value under the key. */
    public Mapping with(Text key, Node value) {
      var changed = new ArrayList<>(entries);
      changed.removeIf(entry -> entry.name().equals(key.text()));
      changed.add(new Entry(key, value));
      return new Mapping(origin, changed);
    }

    /** Mapping by mapping, what the other lacks is taken from here. */
    public Node under(Node other) {
      if (!(other instanceof Mapping over)) return other;
      var merged = over;
      for (var entry : entries)
        merged =
            merged.with(
                entry.key(),
                over.at(entry.name())
                    .map(mine -> entry.value() instanceof Mapping base ? base.under(mine) : mine)
                    .orElse(entry.value()));
      return merged;
    }
  }

  /** A key without a value, or {@code null}. */
  record Nothing(Origin origin) implements Node {
    @Override
    public String kind() {
      return "nothing";
    }
  }

  record Entry(Text key, Node value) {
    public String name() {
      return key.text();
    }
  }
}
