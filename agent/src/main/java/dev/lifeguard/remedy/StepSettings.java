package dev.lifeguard.remedy;

import dev.lifeguard.config.DurationText;
import dev.lifeguard.config.Parsed;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * One step: its name and its arguments as JSON. A step whose argument is one word or a list has it
 * under {@code value}. Arguments were checked against {@link StepCatalogue} when they were read.
 */
public record StepSettings(String name, JsonObject arguments) {
  private static final String VALUE = "value";

  public StepSettings {
    arguments = arguments.copy();
  }

  @Override
  public JsonObject arguments() {
    return arguments.copy();
  }

  /** An argument as a text: numbers and flags too. */
  public Optional<String> text(String key) {
    return Optional.ofNullable(arguments.getValue(key)).map(Object::toString);
  }

  public boolean flag(String key, String usual) {
    return text(key).orElse(usual).equals("true");
  }

  public int number(String key, int usual) {
    return text(key).map(Integer::parseInt).orElse(usual);
  }

  public Duration duration(String key, Duration usual) {
    return text(key).map(StepSettings::duration).orElse(usual);
  }

  /** What stands for a step whose argument is one word, as in {@code wait: 10s}. */
  public String value() {
    return text(VALUE).orElse("");
  }

  /** What stands for a step whose argument is a list; one word counts as a list of one. */
  public List<String> words() {
    return words(VALUE);
  }

  public List<String> words(String key) {
    return switch (arguments.getValue(key)) {
      case null -> List.of();
      case JsonArray list -> list.stream().map(Object::toString).toList();
      case Object one -> List.of(one.toString());
    };
  }

  static Duration duration(String written) {
    return switch (DurationText.parse(written)) {
      case Parsed.Taken<Duration>(var duration) -> duration;
      case Parsed.Refused<Duration>(var message, _, _) ->
          throw new IllegalArgumentException(written + " " + message);
    };
  }
}
