package dev.lifeguard.config;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Optional;

/** Whatever stands there, as JSON: for what somebody else will understand. */
final class AnyShape implements Shape<Object> {
  @Override
  public Optional<Object> read(Place place) {
    return switch (place.node()) {
      case Node.Text text -> text(place, text);
      case Node.Items items -> array(place, items);
      case Node.Mapping mapping -> object(place, mapping);
      case Node.Nothing _ -> {
        place.refuse("has no value", "give one, or leave it out");
        yield Optional.empty();
      }
    };
  }

  private static Optional<Object> text(Place place, Node.Text text) {
    var expanded = place.text("a text");
    expanded.ifPresent(read -> place.shown(read.shown()));
    return expanded.map(
        read -> Plain.json(new Node.Text(text.origin(), read.value(), text.quoted())));
  }

  private Optional<Object> array(Place place, Node.Items items) {
    var array = new JsonArray();
    for (int i = 0; i < items.nodes().size(); i++) read(place.under(i)).ifPresent(array::add);
    return array.size() == items.nodes().size() ? Optional.of(array) : Optional.empty();
  }

  private Optional<Object> object(Place place, Node.Mapping mapping) {
    var object = new JsonObject();
    for (var entry : mapping.entries())
      read(place.under(entry.name())).ifPresent(value -> object.put(entry.name(), value));
    return object.size() == mapping.entries().size() ? Optional.of(object) : Optional.empty();
  }

  @Override
  public JsonObject describe(Definitions definitions) {
    return new JsonObject()
        .put(
            "type",
            new JsonArray().add("string").add("number").add("boolean").add("array").add("object"));
  }

  @Override
  public String wanted() {
    return "a value";
  }
}
