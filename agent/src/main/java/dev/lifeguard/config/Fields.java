package dev.lifeguard.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Gathers the fields of an object, in the order in which people should read them. */
public final class Fields {
  final List<Field<?>> fields = new ArrayList<>();
  final List<Consumer<Values>> checks = new ArrayList<>();
  final List<List<Field<?>>> alternatives = new ArrayList<>();
  final List<List<Field<?>>> musts = new ArrayList<>();

  Fields() {}

  /** Must be given. */
  public <T> Field<T> required(String key, Shape<T> shape, String meaning) {
    return add(new KeyField<>(key, shape, value -> value, new KeyField.Absent.Wrong<>(), meaning));
  }

  /** May be left out; then it is as if {@code fallback} had been written. */
  public <T> Field<T> optional(String key, Shape<T> shape, String fallback, String meaning) {
    return add(
        new KeyField<>(key, shape, value -> value, new KeyField.Absent.As<>(fallback), meaning));
  }

  /** May be left out; then there is none. */
  public <T> Field<Optional<T>> maybe(String key, Shape<T> shape, String meaning) {
    var absent = new KeyField.Absent.Is<>(Optional.<T>empty());
    return add(new KeyField<>(key, shape, Optional::of, absent, meaning));
  }

  /** A list that may be left out; then it is empty. */
  public <T> Field<List<T>> list(String key, Shape<T> item, String meaning) {
    var absent = new KeyField.Absent.Is<List<T>>(List.of());
    return add(new KeyField<>(key, Shapes.list(item), value -> value, absent, meaning));
  }

  /** A secret, given as {@code key} or in a file as {@code key-file}. */
  public Field<SecretSource> secret(String key, String meaning) {
    return add(new SecretField(key, meaning));
  }

  /** No two of these may be given. */
  public void atMostOne(Field<?>... fields) {
    alternatives.add(List.of(fields));
  }

  /** One of these must be given, and no two. */
  public void exactlyOne(Field<?>... fields) {
    atMostOne(fields);
    musts.add(List.of(fields));
  }

  /**
   * Looks across fields, once all that it asks for could be read; complains at {@link Values#at}.
   */
  public void check(Consumer<Values> check) {
    checks.add(check);
  }

  private <T> Field<T> add(Field<T> field) {
    fields.add(field);
    return field;
  }
}
