package dev.lifeguard.config;

import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * What a part of a file must look like. One definition both reads it and describes it as JSON
 * Schema, so that editors complete exactly what the agent understands. Immutable: make it once.
 */
public interface Shape<T> {
  /** Empty when the part cannot be read; the problems have then been told at the place. */
  Optional<T> read(Place place);

  /** The same as JSON Schema, draft 2020-12. */
  JsonObject describe(Definitions definitions);

  /** What it wants, with an example: {@code a duration such as 15s}. */
  String wanted();

  /** The keys that it knows, when it is a mapping. */
  default List<String> knownKeys() {
    return List.of();
  }

  /** Reads the same text into another type. */
  default <R> Shape<R> as(Function<? super T, ? extends R> turn) {
    return new Turned<>(this, turn);
  }

  /** Looks at what was read, and may refuse it or warn at its place. */
  default Shape<T> check(Check<? super T> check) {
    return new Checked<>(this, check);
  }

  /** Named in the schema's {@code $defs}, because it is used more than once. */
  default Shape<T> named(String name) {
    return new Named<>(this, name);
  }

  /** A look at a value that could be read. */
  @FunctionalInterface
  interface Check<T> {
    void look(T value, Place place);
  }

  /** The same shape with another result. */
  record Turned<T, R>(Shape<T> inner, Function<? super T, ? extends R> turn) implements Shape<R> {
    @Override
    public Optional<R> read(Place place) {
      return inner.read(place).map(turn);
    }

    @Override
    public JsonObject describe(Definitions definitions) {
      return inner.describe(definitions);
    }

    @Override
    public String wanted() {
      return inner.wanted();
    }

    @Override
    public List<String> knownKeys() {
      return inner.knownKeys();
    }
  }

  /** The same shape with a check behind it. */
  record Checked<T>(Shape<T> inner, Check<? super T> check) implements Shape<T> {
    @Override
    public Optional<T> read(Place place) {
      var value = inner.read(place);
      value.ifPresent(read -> check.look(read, place));
      return value;
    }

    @Override
    public JsonObject describe(Definitions definitions) {
      return inner.describe(definitions);
    }

    @Override
    public String wanted() {
      return inner.wanted();
    }

    @Override
    public List<String> knownKeys() {
      return inner.knownKeys();
    }
  }

  /** The same shape, described once and referred to. */
  record Named<T>(Shape<T> inner, String name) implements Shape<T> {
    @Override
    public Optional<T> read(Place place) {
      return inner.read(place);
    }

    @Override
    public JsonObject describe(Definitions definitions) {
      return definitions.refer(name, inner);
    }

    @Override
    public String wanted() {
      return inner.wanted();
    }

    @Override
    public List<String> knownKeys() {
      return inner.knownKeys();
    }
  }
}
