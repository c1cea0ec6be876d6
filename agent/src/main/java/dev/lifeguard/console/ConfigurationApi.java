package dev.lifeguard.console;

import dev.lifeguard.bus.Bus;
import dev.lifeguard.config.Leaf;
import dev.lifeguard.config.ReloadEvent;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Every value of the configuration with its origin, and what the last reload came to. */
public final class ConfigurationApi {
  private final Supplier<Future<List<Leaf>>> leaves;
  private final String file;
  private volatile Optional<ReloadEvent> last = Optional.empty();

  /**
   * @param file which configuration it is, for people
   */
  public ConfigurationApi(Bus bus, Supplier<Future<List<Leaf>>> leaves, String file) {
    this.leaves = leaves;
    this.file = file;
    bus.on(ReloadEvent.class, event -> last = Optional.of(event));
  }

  public List<Endpoint> endpoints() {
    return List.of(
        Endpoint.read("/api/v1/configuration", _ -> leaves.get().map(all -> Reply.ok(json(all)))));
  }

  private JsonObject json(List<Leaf> all) {
    var values = new JsonArray(all.stream().map(ConfigurationApi::json).toList());
    var json = new JsonObject().put("file", file).put("values", values);
    last.ifPresent(
        event -> json.put("reload", Shown.reload(event).put("at", event.at().toString())));
    return json;
  }

  private static JsonObject json(Leaf leaf) {
    return new JsonObject()
        .put("file", leaf.section())
        .put("path", leaf.path())
        .put("value", leaf.shown())
        .put("origin", leaf.origin().toString());
  }
}
