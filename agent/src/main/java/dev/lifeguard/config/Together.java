package dev.lifeguard.config;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;

/**
 * Says in JSON Schema which keys may not stand beside each other, and which must not all be
 * missing.
 */
final class Together {
  private Together() {}

  static JsonArray of(Fields fields) {
    var pairs = new JsonArray();
    for (var field : fields.fields)
      if (field instanceof SecretField)
        pairs.add(notBoth(field.keys().get(0), field.keys().get(1)));
    for (var alternative : fields.alternatives) across(alternative).forEach(pairs::add);
    for (var must : fields.musts) pairs.add(new JsonObject().put("anyOf", anyOf(must)));
    return pairs;
  }

  private static JsonArray anyOf(List<Field<?>> must) {
    var ways = new JsonArray();
    for (var field : must)
      for (var key : field.keys())
        ways.add(new JsonObject().put("required", new JsonArray().add(key)));
    return ways;
  }

  private static List<JsonObject> across(List<Field<?>> alternative) {
    var pairs = new ArrayList<JsonObject>();
    for (int i = 0; i < alternative.size(); i++)
      for (var later : alternative.subList(i + 1, alternative.size()))
        for (var one : alternative.get(i).keys())
          for (var other : later.keys()) pairs.add(notBoth(one, other));
    return pairs;
  }

  private static JsonObject notBoth(String one, String other) {
    var both = new JsonObject().put("required", new JsonArray().add(one).add(other));
    return new JsonObject().put("not", both);
  }
}
