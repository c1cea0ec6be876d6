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

  /** The node that these keys lead to, mapping by mapping. */
  default Optional<Node> along(String... keys) {
    var at = Optional.of(this);
    for (var key : keys)
      at = at.flatMap(node -> node instanceof Mapping map ? map.at(key) : Optional.empty());
    return at;
  }

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

    /** The same with this value under the key, in its former place if it has one. */
    public Mapping with(Text key, Node value) {
      var changed = new ArrayList<>(entries);
      var entry = new Entry(key, value);
      var at = entries.stream().map(Entry::name).toList().indexOf(key.text());
      if (at < 0) changed.add(entry);
      else changed.set(at, entry);
      return new Mapping(origin, changed);
    }

    /** The same with a value of other origin, whose key no file gives. */
    public Mapping with(String key, Node value) {
      var named = entries.stream().map(Entry::key).filter(k -> k.text().equals(key)).findAny();
      return with(named.orElse(new Text(value.origin(), key, false)), value);
    }

    public Mapping without(String key) {
      var kept = entries.stream().filter(entry -> !entry.name().equals(key)).toList();
      return new Mapping(origin, kept);
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
