package dev.lifeguard.config;

import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** One key with a shape of its own. */
final class KeyField<S, T> extends Field<T> {
  /** What holds when the key is not given. */
  sealed interface Absent<T> {
    /** Nothing does: it must be given. */
    record Wrong<T>() implements Absent<T> {}

    /** As if this had been written. */
    record As<T>(String written) implements Absent<T> {}

    record Is<T>(T value) implements Absent<T> {}
  }

  private final String key;
  private final Shape<S> shape;
  private final Function<S, T> wrap;
  private final Absent<T> absent;
  private final String meaning;

  KeyField(String key, Shape<S> shape, Function<S, T> wrap, Absent<T> absent, String meaning) {
    super(key);
    this.key = key;
    this.shape = shape;
    this.wrap = wrap;
    this.absent = absent;
    this.meaning = meaning;
  }

  @Override
  List<String> inside() {
    return shape.knownKeys();
  }

  @Override
  Optional<T> read(Place object, Node.Mapping mapping) {
    var given = mapping.at(key);
    if (given.isPresent()) return given(object.at(key, given.get()));
    return switch (absent) {
      case Absent.Is<T>(var value) -> Optional.of(value);
      case Absent.As<T>(var written) ->
          shape.read(object.at(key, Yaml.fallback(written))).map(wrap);
      case Absent.Wrong<T> _ -> {
        object.refuse("\"" + key + "\" is missing", "give " + shape.wanted());
        yield Optional.empty();
      }
    };
  }

  private Optional<T> given(Place place) {
    if (!(place.node() instanceof Node.Nothing)) return shape.read(place).map(wrap);
    place.refuse("has no value", "give " + shape.wanted() + ", or leave the key out");
    return Optional.empty();
  }

  @Override
  void describe(JsonObject properties, Definitions definitions) {
    var described = shape.describe(definitions).put("description", meaning);
    if (absent instanceof Absent.As<T>(var written) && !written.startsWith("{"))
      described.put("default", Plain.json(Yaml.fallback(written)));
    properties.put(key, described);
  }

  @Override
  boolean isRequired() {
    return absent instanceof Absent.Wrong<T>;
  }
}
