package dev.lifeguard.config;

import io.vertx.core.json.JsonObject;

/** The {@code $defs} of a schema in the making. */
public final class Definitions {
  private final JsonObject definitions = new JsonObject();

  JsonObject refer(String name, Shape<?> shape) {
    if (!definitions.containsKey(name)) {
      definitions.put(name, new JsonObject()); // holds the place while the shape refers to itself
      definitions.put(name, shape.describe(this));
    }
    return new JsonObject().put("$ref", "#/$defs/" + name);
  }

  /** The whole schema of a shape: JSON Schema, draft 2020-12. */
  public static JsonObject schema(String id, String title, Shape<?> shape) {
    var definitions = new Definitions();
    var described = shape.describe(definitions);
    return new JsonObject()
        .put("$schema", "https://json-schema.org/draft/2020-12/schema")
        .put("$id", id)
        .put("title", title)
        .mergeIn(described)
        .put("$defs", definitions.definitions);
  }
}
