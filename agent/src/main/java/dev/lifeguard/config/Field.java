package dev.lifeguard.config;

import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Optional;

/**
 * One key of an object, or one value told by several keys. {@link Values#of} yields what it read.
 */
public abstract sealed class Field<T> permits KeyField, SecretField {
  private final List<String> keys;

  Field(String... keys) {
    this.keys = List.of(keys);
  }

  List<String> keys() {
    return keys;
  }

  /** The keys of the mapping that it is. */
  abstract List<String> inside();

  /** Empty when it cannot be read; the problems have then been told. */
  abstract Optional<T> read(Place object, Node.Mapping mapping);

  abstract void describe(JsonObject properties, Definitions definitions);

  abstract boolean isRequired();
}
