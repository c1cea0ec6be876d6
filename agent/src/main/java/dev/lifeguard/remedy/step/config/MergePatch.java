package dev.lifeguard.remedy.step.config;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * JSON merge patches (RFC 7396) and their way back: objects merge, null deletes, all else replaces.
 * Pure.
 */
final class MergePatch {
  /** What the gateway shows instead of a secret. */
  static final String HIDDEN = "__OPENCLAW_REDACTED__";

  private static final String SECRET = "(?i).*(token|secret|passw|api-?key|credential).*";

  private MergePatch() {}

  static JsonObject applied(JsonObject document, JsonObject patch) {
    var result = document.copy();
    for (var entry : patch) {
      if (entry.getValue() == null) result.remove(entry.getKey());
      else if (entry.getValue() instanceof JsonObject inner)
        result.put(entry.getKey(), applied(object(result.getValue(entry.getKey())), inner));
      else result.put(entry.getKey(), entry.getValue());
    }
    return result;
  }

  private static JsonObject object(@Nullable Object value) {
    return value instanceof JsonObject object ? object : new JsonObject();
  }

  /** The patch that brings the document, once patched, back to what it was. */
  static JsonObject inverse(JsonObject document, JsonObject patch) {
    var back = new JsonObject();
    for (var entry : patch) {
      var key = entry.getKey();
      var before = document.getValue(key);
      if (before instanceof JsonObject outer && entry.getValue() instanceof JsonObject inner)
        back.put(key, inverse(outer, inner));
      else if (before != null) back.put(key, before);
      else if (entry.getValue() != null) back.putNull(key);
    }
    return back;
  }

  /** Whether the patch would change nothing. */
  static boolean holds(JsonObject document, JsonObject patch) {
    return applied(document, patch).equals(document);
  }

  /** What the patch lays hands on: {@code tools.deny}. */
  static List<String> paths(JsonObject patch) {
    var found = new ArrayList<String>();
    paths("", patch, found);
    return found;
  }

  private static void paths(String prefix, JsonObject patch, List<String> found) {
    for (var entry : patch) {
      var path = prefix + entry.getKey();
      if (entry.getValue() instanceof JsonObject inner && !inner.isEmpty())
        paths(path + ".", inner, found);
      else found.add(path);
    }
  }

  /**
   * The arrays that would lose an entry: the gateway wants them named, as a sign that it is meant.
   */
  static List<String> shrinking(JsonObject document, JsonObject patch) {
    var found = new ArrayList<String>();
    shrinking("", document, applied(document, patch), found);
    return found;
  }

  private static void shrinking(
      String prefix, JsonObject before, JsonObject after, List<String> found) {
    for (var entry : before) {
      var path = prefix + entry.getKey();
      var now = after.getValue(entry.getKey());
      if (entry.getValue() instanceof JsonObject inner)
        shrinking(path + ".", inner, object(now), found);
      else if (entry.getValue() instanceof JsonArray old && loses(old, now)) found.add(path);
    }
  }

  private static boolean loses(JsonArray before, @Nullable Object after) {
    return !(after instanceof JsonArray now)
        || !now.stream().toList().containsAll(before.stream().toList());
  }

  /** Whether a secret that the gateway does not show is part of it. */
  static boolean hides(@Nullable Object value) {
    return switch (value) {
      case JsonObject object ->
          object.stream().map(Map.Entry::getValue).anyMatch(MergePatch::hides);
      case JsonArray array -> array.stream().anyMatch(MergePatch::hides);
      case null, default -> Objects.equals(value, HIDDEN);
    };
  }

  /** For people: texts under names that sound like secrets are not shown. */
  static JsonObject masked(JsonObject document) {
    var shown = new JsonObject();
    for (var entry : document) {
      var value = entry.getValue();
      if (value instanceof JsonObject inner) shown.put(entry.getKey(), masked(inner));
      else if (value instanceof String && entry.getKey().matches(SECRET))
        shown.put(entry.getKey(), "***");
      else shown.put(entry.getKey(), value);
    }
    return shown;
  }
}
