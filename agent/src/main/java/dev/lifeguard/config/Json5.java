package dev.lifeguard.config;

import java.util.ArrayList;
import java.util.List;

/**
 * Reads JSON5 strictly into the same tree as YAML: comments, single quotes, unquoted keys, trailing
 * commas. A number stays the text it is.
 */
public final class Json5 {
  private static final int DEEPEST = 100;

  private final Json5Text text;
  private final List<Problem> twice = new ArrayList<>();

  private Json5(Source source) {
    this.text = new Json5Text(source);
  }

  /** What reading came to. */
  public sealed interface Result {
    record Read(Node node) implements Result {}

    record Refused(List<Problem> problems) implements Result {}
  }

  public static Result read(Source source) {
    var reader = new Json5(source);
    try {
      var node = reader.document();
      return reader.twice.isEmpty() ? new Result.Read(node) : new Result.Refused(reader.twice);
    } catch (Unreadable e) {
      return new Result.Refused(List.of(e.problem()));
    }
  }

  private Node document() {
    text.skip();
    var node = value(0);
    text.skip();
    if (!text.ended()) throw text.wrong("something follows the end");
    return node;
  }

  private Node value(int depth) {
    if (depth > DEEPEST) throw text.wrong("is nested more than 100 deep");
    var origin = text.origin();
    return switch (text.peek()) {
      case '{' -> object(origin, depth);
      case '[' -> array(origin, depth);
      case '"', '\'' -> new Node.Text(origin, text.quoted(), true);
      default -> plain(origin);
    };
  }

  private Node plain(Origin origin) {
    var word = text.word();
    if (word.equals("null")) return new Node.Nothing(origin);
    if (word.equals("true") || word.equals("false") || Json5Text.isNumber(word))
      return new Node.Text(origin, word, false);
    throw Json5Text.wrong(origin, "is no JSON5: wanted a value", "put a text in quotes");
  }

  private Node array(Origin origin, int depth) {
    var items = new ArrayList<Node>();
    text.take('[');
    text.skip();
    while (!text.took(']')) {
      items.add(value(depth + 1));
      text.skip();
      if (!text.took(',') && text.peek() != ']') throw text.wrong("wanted a comma or ]");
      text.skip();
    }
    return new Node.Items(origin, items);
  }

  private Node object(Origin origin, int depth) {
    var entries = new Entries(twice);
    text.take('{');
    text.skip();
    while (!text.took('}')) {
      var key = new Node.Text(text.origin(), text.key(), true);
      text.skip();
      text.take(':');
      text.skip();
      entries.add(key, value(depth + 1));
      text.skip();
      if (!text.took(',') && text.peek() != '}') throw text.wrong("wanted a comma or }");
      text.skip();
    }
    return new Node.Mapping(origin, entries.merged());
  }
}
