package dev.lifeguard.remedy;

import dev.lifeguard.config.Definitions;
import dev.lifeguard.config.Nearest;
import dev.lifeguard.config.Node;
import dev.lifeguard.config.Place;
import dev.lifeguard.config.Shape;
import dev.lifeguard.config.Shapes;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Optional;

/** A step as written: one known name with its arguments, as in {@code wait: 10s}. */
final class StepShape implements Shape<StepSettings> {
  @Override
  public Optional<StepSettings> read(Place place) {
    if (!(place.node() instanceof Node.Mapping mapping) || mapping.entries().size() != 1) {
      place.mismatch(wanted());
      return Optional.empty();
    }
    var key = mapping.entries().getFirst().key();
    if (StepCatalogue.STEPS.get(key.text()) instanceof Shape<?> arguments)
      return step(place.under(key.text()), key.text(), arguments);
    var known = StepCatalogue.STEPS.sequencedKeySet();
    var near = Nearest.suggestion(key.text(), known);
    place.refuseKey(
        key, "unknown step", near.isEmpty() ? "known: " + String.join(", ", known) : near);
    return Optional.empty();
  }

  private static Optional<StepSettings> step(Place place, String name, Shape<?> arguments) {
    return arguments
        .read(place)
        .flatMap(_ -> Shapes.any().read(place))
        .map(written -> new StepSettings(name, json(written)));
  }

  private static JsonObject json(Object written) {
    return written instanceof JsonObject object ? object : new JsonObject().put("value", written);
  }

  @Override
  public JsonObject describe(Definitions definitions) {
    var properties = new JsonObject();
    StepCatalogue.STEPS.forEach((name, shape) -> properties.put(name, shape.describe(definitions)));
    return new JsonObject()
        .put("type", new JsonArray().add("object"))
        .put("properties", properties)
        .put("minProperties", 1)
        .put("maxProperties", 1)
        .put("additionalProperties", false);
  }

  @Override
  public String wanted() {
    return "a step such as tunnel.restart: {}";
  }
}
