package dev.lifeguard.config;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Optional;

/** One shape for mappings that have a telling key, another for those that have not. */
record ChoiceShape<T>(String key, Shape<? extends T> having, Shape<? extends T> otherwise)
    implements Shape<T> {
  @Override
  public Optional<T> read(Place place) {
    var has = place.node() instanceof Node.Mapping mapping && mapping.at(key).isPresent();
    return (has ? having : otherwise).read(place).map(value -> value);
  }

  @Override
  public JsonObject describe(Definitions definitions) {
    return new JsonObject()
        .put(
            "anyOf",
            new JsonArray().add(having.describe(definitions)).add(otherwise.describe(definitions)));
  }

  @Override
  public String wanted() {
    return otherwise.wanted();
  }
}
