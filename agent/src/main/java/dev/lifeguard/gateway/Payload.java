package dev.lifeguard.gateway;

import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A look at somebody else's JSON that never throws: what is missing, null or of another type than
 * asked for reads as absent.
 */
public final class Payload {
  public static final Payload EMPTY = new Payload(Map.of());

  private final Map<String, Object> fields;

  Payload(Map<String, Object> fields) {
    this.fields = fields;
  }

  public static Payload of(JsonObject json) {
    return new Payload(json.getMap());
  }

  /** The object that the text is; empty when it is none, or goes beyond the limits. */
  public static Optional<Payload> read(String text) {
    return PayloadReader.read(text);
  }

  public Optional<String> text(String key) {
    return at(key, String.class);
  }

  public Optional<Boolean> flag(String key) {
    return at(key, Boolean.class);
  }

  public Optional<Double> amount(String key) {
    return at(key, Number.class).map(Number::doubleValue).filter(Double::isFinite);
  }

  public Optional<Long> whole(String key) {
    return amount(key).map(Double::longValue);
  }

  /** The object there, or an empty one. */
  public Payload child(String key) {
    return child(fields.get(key)).orElse(EMPTY);
  }

  /** The objects of the array there; what is no object is left out. */
  public List<Payload> children(String key) {
    var found = new ArrayList<Payload>();
    for (var each : array(key)) child(each).ifPresent(found::add);
    return found;
  }

  /** The texts of the array there; what is no text is left out. */
  public List<String> texts(String key) {
    var found = new ArrayList<String>();
    for (var each : array(key)) if (each instanceof String text) found.add(text);
    return found;
  }

  /** The object-valued fields, in order. */
  public Map<String, Payload> objects() {
    var found = new LinkedHashMap<String, Payload>();
    fields.forEach((key, value) -> child(value).ifPresent(child -> found.put(key, child)));
    return found;
  }

  public Set<String> keys() {
    return Set.copyOf(fields.keySet());
  }

  public boolean isEmpty() {
    return fields.isEmpty();
  }

  public JsonObject toJson() {
    return new JsonObject(new LinkedHashMap<>(fields));
  }

  private <T> Optional<T> at(String key, Class<T> type) {
    return type.isInstance(fields.get(key))
        ? Optional.of(type.cast(fields.get(key)))
        : Optional.empty();
  }

  private List<?> array(String key) {
    return switch (fields.get(key)) {
      case List<?> list -> list;
      case io.vertx.core.json.JsonArray array -> array.getList();
      case null, default -> List.of();
    };
  }

  @SuppressWarnings("unchecked") // our reader makes maps with text keys only, and so does JSON
  private static Optional<Payload> child(Object value) {
    return switch (value) {
      case Map<?, ?> map -> Optional.of(new Payload((Map<String, Object>) map));
      case JsonObject json -> Optional.of(of(json));
      case null, default -> Optional.empty();
    };
  }

  @Override
  public String toString() {
    return toJson().encode();
  }
}
