package dev.lifeguard.notify.chat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;

/** Reads JSON of strangers: what is missing, or of another type, is empty. */
final class Loosely {
  private Loosely() {}

  static JsonObject object(JsonObject json, String key) {
    return json.getValue(key) instanceof JsonObject inner ? inner : new JsonObject();
  }

  /** The objects of a list. */
  static List<JsonObject> objects(JsonObject json, String key) {
    if (!(json.getValue(key) instanceof JsonArray items)) return List.of();
    return items.stream().filter(JsonObject.class::isInstance).map(JsonObject.class::cast).toList();
  }

  static String text(JsonObject json, String key) {
    return json.getValue(key) instanceof String text ? text : "";
  }

  static long number(JsonObject json, String key) {
    return json.getValue(key) instanceof Number number ? number.longValue() : 0;
  }
}
