package dev.lifeguard.app;

import dev.lifeguard.notify.Ear;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Which causes the annotations of a gateway's alerts named so far. */
public final class ToldCauses {
  private final Ear ear;
  private final Map<String, Set<String>> told = new TreeMap<>();

  public ToldCauses(Ear ear) {
    this.ear = ear;
  }

  public synchronized Set<String> of(String gateway) {
    var posts = new ArrayList<Ear.Heard>();
    ear.all().drainTo(posts);
    for (var post : posts)
      for (var alert : new JsonObject(post.body()).getJsonArray("alerts")) hear((JsonObject) alert);
    return told.getOrDefault(gateway, Set.of());
  }

  private void hear(JsonObject alert) {
    told.computeIfAbsent(alert.getJsonObject("labels").getString("gateway"), _ -> new TreeSet<>())
        .add(alert.getJsonObject("annotations").getString("cause", "nothing"));
  }

  @Override
  public synchronized String toString() {
    return told.toString();
  }
}
