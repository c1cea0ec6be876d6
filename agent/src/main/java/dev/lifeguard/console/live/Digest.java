package dev.lifeguard.console.live;

import dev.lifeguard.bus.Event;
import dev.lifeguard.console.GatewaysApi;
import dev.lifeguard.fact.Forgotten;
import dev.lifeguard.fact.Observed;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * Which gateways look different from when they were told last. They are looked at hundreds of times
 * a second, and people see a few changes of it. Owned by the stream's context.
 */
public final class Digest {
  /** What changes at every look without being another state. */
  private static final List<String> RESTLESS = List.of("at", "uptimeSeconds");

  private final Function<Set<String>, Future<List<JsonObject>>> summaries;
  private final Map<String, JsonObject> told = new HashMap<>();
  private Set<String> noted = new HashSet<>();

  public Digest(GatewaysApi gateways) {
    this(gateways::summaries);
  }

  /**
   * @param summaries of the gateways with these names
   */
  Digest(Function<Set<String>, Future<List<JsonObject>>> summaries) {
    this.summaries = summaries;
  }

  void note(Event event) {
    switch (event) {
      case Observed seen -> noted.add(seen.subject().gateway());
      case Forgotten gone -> told.remove(gone.subject().gateway());
      default -> {
        // is told by itself, or is nothing for people
      }
    }
  }

  /** What there is to tell since the last time. */
  Future<List<JsonObject>> changed() {
    if (noted.isEmpty()) return Future.succeededFuture(List.of());
    var names = noted;
    noted = new HashSet<>();
    return summaries.apply(names).map(this::different);
  }

  private List<JsonObject> different(List<JsonObject> summaries) {
    var different = new ArrayList<JsonObject>();
    for (var summary : summaries) {
      var essence = summary.copy();
      RESTLESS.forEach(essence::remove);
      if (!essence.equals(told.put(summary.getString("name"), essence))) different.add(summary);
    }
    return different;
  }
}
