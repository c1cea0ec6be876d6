package dev.lifeguard.config;

import io.vertx.core.json.JsonObject;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** A mapping whose keys the user chooses. */
record MapShape<V>(String what, Pattern keys, String keyRule, Shape<V> value)
    implements Shape<Map<String, V>> {
  @Override
  public Optional<Map<String, V>> read(Place place) {
    if (!(place.node() instanceof Node.Mapping mapping)) {
      place.mismatch(what);
      return Optional.empty();
    }
    var read = new LinkedHashMap<String, V>();
    for (var entry : mapping.entries()) {
      if (keys.matcher(entry.name()).matches())
        value.read(place.at(entry.name(), entry.value())).ifPresent(v -> read.put(entry.name(), v));
      else place.refuseKey(entry.key(), "is no good key", keyRule);
    }
    var complete = read.size() == mapping.entries().size();
    return complete ? Optional.of(java.util.Collections.unmodifiableMap(read)) : Optional.empty();
  }

  @Override
  public JsonObject describe(Definitions definitions) {
    return new JsonObject()
        .put("type", "object")
        .put("propertyNames", new JsonObject().put("pattern", "^(?:" + keys.pattern() + ")$"))
        .put("additionalProperties", value.describe(definitions));
  }

  @Override
  public String wanted() {
    return what;
  }
}
