package dev.lifeguard.config;

import java.io.Serial;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Optional;

/** What the fields of one object read, for the one who builds the object or checks it. */
public final class Values {
  /** Ends a check that asks for a field which could not be read. */
  static final class NotRead extends RuntimeException {
    @Serial private static final long serialVersionUID = 1;

    NotRead() {
      super("a field that could not be read", null, false, false);
    }
  }

  private final Place object;
  private final Map<Field<?>, Object> values = new IdentityHashMap<>();

  Values(Place object) {
    this.object = object;
  }

  <T> void put(Field<T> field, T value) {
    values.put(field, value);
  }

  boolean has(Field<?> field) {
    return values.containsKey(field);
  }

  /** The field's value. */
  @SuppressWarnings("unchecked") // put() pairs each field with a value of its own type
  public <T> T of(Field<T> field) {
    var value = Optional.ofNullable(values.get(field));
    return (T) value.orElseThrow(NotRead::new);
  }

  /** Whether the file gives it. */
  public boolean given(Field<?> field) {
    return object.node() instanceof Node.Mapping mapping
        && field.keys().stream().anyMatch(key -> mapping.at(key).isPresent());
  }

  /** Where it stands, for a complaint; the object's own place if it is not given. */
  public Place at(Field<?> field) {
    if (!(object.node() instanceof Node.Mapping mapping)) return object;
    return field.keys().stream()
        .filter(key -> mapping.at(key).isPresent())
        .findFirst()
        .map(object::under)
        .orElse(object);
  }

  /** Where the object stands. */
  public Place here() {
    return object;
  }
}
