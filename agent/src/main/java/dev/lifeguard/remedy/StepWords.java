package dev.lifeguard.remedy;

import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.stream.Collectors;

/** A step with its masked arguments as a line for people; JSON keeps them exactly. */
final class StepWords {
  private StepWords() {}

  static String of(String name, String input) {
    return (name + " " + arguments(input)).strip();
  }

  private static String arguments(String input) {
    try {
      return new JsonObject(input)
          .stream()
              .map(
                  one ->
                      one.getKey().equals("value")
                          ? text(one.getValue())
                          : one.getKey() + "=" + text(one.getValue()))
              .collect(Collectors.joining(" "));
    } catch (DecodeException e) {
      return input; // cut to its bound
    }
  }

  private static String text(Object value) {
    return switch (value) {
      case JsonArray list -> list.stream().map(StepWords::quoted).collect(Collectors.joining(" "));
      case JsonObject object -> object.encode();
      case Object other -> quoted(other);
    };
  }

  /** So that an argument of several words is seen to be one. */
  private static String quoted(Object value) {
    var text = String.valueOf(value);
    return text.isEmpty() || text.chars().anyMatch(Character::isWhitespace)
        ? "'" + text + "'"
        : text;
  }
}
