package dev.lifeguard.config;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

/** A tree as JSON, plain scalars by the core rules of YAML 1.2: what editors see of a file. */
public final class Plain {
  private Plain() {}

  /** A JsonObject, JsonArray, String, Number or Boolean; a list's {@code null} is a text. */
  public static Object json(Node node) {
    return switch (node) {
      case Node.Nothing _ -> "null";
      case Node.Text(_, var text, var quoted) -> quoted ? text : scalar(text);
      case Node.Items(_, var nodes) -> new JsonArray(nodes.stream().map(Plain::json).toList());
      case Node.Mapping(_, var entries) -> {
        var object = new JsonObject();
        entries.forEach(entry -> put(object, entry));
        yield object;
      }
    };
  }

  private static void put(JsonObject object, Node.Entry entry) {
    if (entry.value() instanceof Node.Nothing) object.putNull(entry.name());
    else object.put(entry.name(), json(entry.value()));
  }

  private static Object scalar(String text) {
    if (text.equals("true") || text.equals("false")) return Boolean.valueOf(text);
    if (text.matches("[-+]?[0-9]{1,15}")) return Long.valueOf(text);
    if (text.matches("[-+]?([0-9]+\\.[0-9]*|\\.[0-9]+)([eE][-+]?[0-9]{1,2})?"))
      return Double.valueOf(text);
    return text;
  }
}
