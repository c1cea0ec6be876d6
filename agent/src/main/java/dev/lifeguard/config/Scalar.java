package dev.lifeguard.config;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Optional;
import java.util.function.Function;

/**
 * A shape of one scalar.
 *
 * @param schema what editors may know of it
 * @param show how {@code config show} prints the text
 */
record Scalar<T>(
    String wanted,
    JsonObject schema,
    Function<String, Parsed<T>> parse,
    Function<String, String> show)
    implements Shape<T> {

  /** Any scalar is a text to us, also {@code 5} and {@code true}. */
  static JsonObject text() {
    return new JsonObject().put("type", new JsonArray().add("string").add("number").add("boolean"));
  }

  /** Texts that no plain number or truth can be; a variable may stand in any. */
  static JsonObject pattern(String pattern) {
    return new JsonObject().put("type", "string").put("pattern", "^(?:" + pattern + ")$|\\$\\{");
  }

  @Override
  public Optional<T> read(Place place) {
    return place.text(wanted).flatMap(text -> parse(place, text));
  }

  private Optional<T> parse(Place place, Variables.Expanded text) {
    switch (parse.apply(text.value())) {
      case Parsed.Taken<T>(var value) -> {
        place.shown(show.apply(text.shown()));
        return Optional.of(value);
      }
      case Parsed.Refused<T> refused -> {
        refuse(place, text.shown(), refused);
        return Optional.empty();
      }
    }
  }

  private void refuse(Place place, String text, Parsed.Refused<T> refused) {
    var open = show.apply(text);
    var said = Words.quoted(open) + " " + refused.message();
    if (!open.equals(text)) place.reportHidden(Problem.Severity.ERROR, said, refused.mend());
    else place.refuse(said, refused.mend(), text.equals(written(place)) ? refused.offset() : 0);
  }

  private static String written(Place place) {
    return place.node() instanceof Node.Text text ? text.text() : "";
  }

  @Override
  public JsonObject describe(Definitions definitions) {
    return schema.copy();
  }
}
