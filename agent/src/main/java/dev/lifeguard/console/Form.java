package dev.lifeguard.console;

import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What the body of a wish may say. A key that nobody reads, or a value of another kind, is refused:
 * to pass over {@code "dry_run": true} would be to do what was only asked about.
 *
 * @param keys what each of them takes
 */
record Form(Map<String, Kind> keys) {
  enum Kind {
    TEXT("a text"),
    SWITCH("true or false"),
    TEXTS("a list of texts"),
    LABELS("an object of texts, as in {\"gateway\": \"home\"}");

    private final String words;

    Kind(String words) {
      this.words = words;
    }

    private boolean takes(Object value) {
      return switch (this) {
        case TEXT -> value instanceof String;
        case SWITCH -> value instanceof Boolean;
        case TEXTS ->
            value instanceof JsonArray list && list.stream().allMatch(String.class::isInstance);
        case LABELS ->
            value instanceof JsonObject labels
                && labels.stream().allMatch(label -> label.getValue() instanceof String);
      };
    }
  }

  Form {
    keys = new TreeMap<>(keys);
  }

  /** The handler, asked only when the body can be meant. */
  Endpoint.Handler before(Endpoint.Handler handler) {
    return asked ->
        asked
            .json()
            .flatMap(this::mistake)
            .map(Reply::refused)
            .map(Future::succeededFuture)
            .orElseGet(() -> handler.answer(asked));
  }

  /** Null stands for what is not said. */
  private Optional<String> mistake(JsonObject body) {
    for (var part : body) {
      var kind = keys.get(part.getKey());
      if (kind == null)
        return Optional.of("\"" + part.getKey() + "\" means nothing here; known: " + keys.keySet());
      if (part.getValue() != null && !kind.takes(part.getValue()))
        return Optional.of("`" + part.getKey() + "` has to be " + kind.words);
    }
    return Optional.empty();
  }
}
