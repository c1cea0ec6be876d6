package dev.lifeguard.config;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.yaml.snakeyaml.DumperOptions.ScalarStyle;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.events.AliasEvent;
import org.yaml.snakeyaml.events.CollectionStartEvent;
import org.yaml.snakeyaml.events.DocumentStartEvent;
import org.yaml.snakeyaml.events.Event;
import org.yaml.snakeyaml.events.MappingEndEvent;
import org.yaml.snakeyaml.events.MappingStartEvent;
import org.yaml.snakeyaml.events.NodeEvent;
import org.yaml.snakeyaml.events.ScalarEvent;
import org.yaml.snakeyaml.events.SequenceEndEvent;
import org.yaml.snakeyaml.events.SequenceStartEvent;
import org.yaml.snakeyaml.events.StreamEndEvent;
import org.yaml.snakeyaml.parser.ParserImpl;
import org.yaml.snakeyaml.reader.StreamReader;

/**
 * Builds the tree of one YAML document from its events. Text decides nothing here: what a plain
 * scalar means is for the shapes. Bounded: nesting, nodes, and what aliases multiply.
 */
final class Yaml {
  private static final int DEEPEST = 50;
  private static final int MOST_NODES = 500_000;
  private static final int LONGEST = 8 << 20;

  /** An anchored part and how many nodes it is. */
  private record Anchored(Node node, int weight) {}

  private final Source source;
  private final List<Problem> problems;
  private final ParserImpl events;
  private final Map<String, Anchored> anchors = new HashMap<>();
  private int nodes;

  private Yaml(Source source, List<Problem> problems) {
    this.source = source;
    this.problems = problems;
    this.events = new ParserImpl(new StreamReader(source.text()), new LoaderOptions());
  }

  /** Empty when the text is no YAML that we take; the problems say why. */
  static Optional<Node> read(Source source, List<Problem> problems) {
    if (source.text().length() > LONGEST) {
      problems.add(Unreadable.at(new Position(source, 1, 1), "is longer than 8 MiB", ""));
      return Optional.empty();
    }
    try {
      return new Yaml(source, problems).document();
    } catch (Unreadable e) {
      problems.add(e.problem());
    } catch (YAMLException e) {
      problems.add(Unreadable.of(source, e));
    }
    return Optional.empty();
  }

  /** A value of our own, as a user would write it. */
  static Node fallback(String written) {
    if (!written.startsWith("{") && !written.startsWith("["))
      return new Node.Text(new Origin.Default(), written, false);
    var problems = new ArrayList<Problem>();
    var node = read(Source.of("default", written), problems);
    return defaulted(node.orElseThrow(() -> new IllegalArgumentException(written)));
  }

  private static Node defaulted(Node node) {
    var origin = new Origin.Default();
    return switch (node) {
      case Node.Text(_, var text, var quoted) -> new Node.Text(origin, text, quoted);
      case Node.Nothing _ -> new Node.Nothing(origin);
      case Node.Items(_, var nodes) ->
          new Node.Items(origin, nodes.stream().map(Yaml::defaulted).toList());
      case Node.Mapping(_, var entries) ->
          new Node.Mapping(
              origin,
              entries.stream()
                  .map(entry -> new Node.Entry(entry.key(), defaulted(entry.value())))
                  .toList());
    };
  }

  private Optional<Node> document() {
    events.getEvent();
    if (events.peekEvent() instanceof StreamEndEvent)
      return Optional.of(new Node.Nothing(new Origin.InFile(new Position(source, 1, 1))));
    events.getEvent();
    var root = node(events.getEvent(), 0);
    events.getEvent();
    if (events.peekEvent() instanceof DocumentStartEvent second)
      throw new Unreadable(
          position(second.getStartMark()), "a second document", "keep one document in a file");
    return Optional.of(root);
  }

  private Node node(Event event, int depth) {
    var at = position(event.getStartMark());
    if (depth > DEEPEST) throw new Unreadable(at, "is nested more than 50 deep", "");
    if (++nodes > MOST_NODES) throw new Unreadable(at, "has more than 500000 parts", "");
    if (event instanceof AliasEvent alias) return aliased(alias, at);
    var before = nodes - 1;
    if (event instanceof CollectionStartEvent start) Unreadable.refuseTag(start.getTag(), at);
    var node =
        switch (event) {
          case ScalarEvent scalar -> scalar(scalar, at);
          case SequenceStartEvent _ -> items(at, depth);
          case MappingStartEvent _ -> mapping(at, depth);
          default -> throw new Unreadable(at, "is no YAML that we take", "");
        };
    anchor((NodeEvent) event, new Anchored(node, nodes - before));
    return node;
  }

  private void anchor(NodeEvent event, Anchored anchored) {
    if (event.getAnchor() instanceof String name) anchors.put(name, anchored);
  }

  private Node aliased(AliasEvent alias, Position at) {
    if (!anchors.containsKey(alias.getAnchor()))
      throw new Unreadable(
          at,
          "the alias *" + alias.getAnchor() + " has no anchor before it",
          "write &" + alias.getAnchor() + " where the value stands");
    var anchored = anchors.get(alias.getAnchor());
    nodes += anchored.weight();
    if (nodes > MOST_NODES) throw new Unreadable(at, "aliases multiply it beyond all bounds", "");
    return anchored.node();
  }

  private Node scalar(ScalarEvent scalar, Position at) {
    Unreadable.refuseTag(scalar.getTag(), at);
    var origin = new Origin.InFile(at);
    var text = scalar.getValue();
    var plain = scalar.getScalarStyle() == ScalarStyle.PLAIN;
    if (plain && isNothing(text)) return new Node.Nothing(origin);
    return new Node.Text(origin, text, !plain);
  }

  static boolean isNothing(String plain) {
    return switch (plain) {
      case "", "~", "null", "Null", "NULL" -> true;
      default -> false;
    };
  }

  private Node items(Position at, int depth) {
    var items = new ArrayList<Node>();
    for (var event = events.getEvent();
        !(event instanceof SequenceEndEvent);
        event = events.getEvent()) items.add(node(event, depth + 1));
    return new Node.Items(new Origin.InFile(at), items);
  }

  private Node mapping(Position at, int depth) {
    var entries = new Entries(problems);
    for (var event = events.getEvent();
        !(event instanceof MappingEndEvent);
        event = events.getEvent()) {
      var key = node(event, depth + 1);
      var value = node(events.getEvent(), depth + 1);
      if (key instanceof Node.Text name) entries.add(name, value);
      else
        problems.add(
            Unreadable.at(position(event.getStartMark()), "a key must be a plain word", ""));
    }
    return new Node.Mapping(new Origin.InFile(at), entries.merged());
  }

  private Position position(Mark mark) {
    return new Position(source, mark.getLine() + 1, mark.getColumn() + 1);
  }
}
