package dev.lifeguard.remedy;

import io.vertx.core.json.JsonObject;

/**
 * One step: its name and its arguments as JSON. A step whose argument is one word or a list has it
 * under {@code value}.
 */
public record StepSettings(String name, JsonObject arguments) {
  public StepSettings {
    arguments = arguments.copy();
  }

  @Override
  public JsonObject arguments() {
    return arguments.copy();
  }
}
