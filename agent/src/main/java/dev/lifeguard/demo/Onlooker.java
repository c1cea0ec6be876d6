package dev.lifeguard.demo;

import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Looks at the agent from outside, by its API, as anybody may, and passes on what is new in its
 * incidents. Blocks.
 */
final class Onlooker {
  private static final Duration DEADLINE = Duration.ofSeconds(5);

  private static final long SETTLED_SECONDS = 11;

  private final URI agent;
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(DEADLINE).build();
  private final Set<String> told = new HashSet<>();
  private final Map<String, String> sessions = new HashMap<>();

  Onlooker(String address) {
    this.agent = URI.create(address);
  }

  /** What is not as it should be; nothing when all is well. */
  List<String> unwell() throws InterruptedException {
    var gateways = each(read("/api/v1/gateways"), "gateways").toList();
    if (gateways.size() < 3) return List.of("the agent does not answer");
    var gone = gateways.stream().filter(gateway -> !"running".equals(gateway.getString("status")));
    var broken =
        each(read("/api/v1/tunnels"), "tunnels")
            .filter(tunnel -> !"active".equals(tunnel.getString("state")));
    var standing = each(read("/api/v1/alerts"), "alerts");
    var open = incidents().stream().filter(incident -> !incident.containsKey("closedAt"));
    return Stream.of(
            gone.map(one -> one.getString("name") + " is " + one.getString("status")),
            broken.map(
                one ->
                    "the tunnel of " + one.getString("gateway") + " is " + one.getString("state")),
            standing.map(
                one ->
                    one.getString("name")
                        + " of "
                        + one.getString("gateway")
                        + " is "
                        + one.getString("state")),
            open.map(one -> "the incident of " + one.getString("root") + " is open"))
        .flatMap(list -> list)
        .toList();
  }

  /** Right after its start the agent holds alerts back, so that nobody is woken by a start. */
  boolean settled() throws InterruptedException {
    return read("/api/v1/status").getLong("uptimeSeconds", 0L) >= SETTLED_SECONDS;
  }

  /** What happened in incidents since it was asked last, oldest first. */
  void news(Consumer<JsonObject> heard) throws InterruptedException {
    for (var incident : incidents().reversed()) {
      var path = "/api/v1/incidents/" + incident.getString("id") + "/timeline";
      each(read(path), "timeline")
          .filter(line -> told.add(incident.getString("id") + line.encode()))
          .forEach(heard);
    }
  }

  /** Sessions of tunnels that were lost or replaced since it was asked last. */
  void tunnels(Consumer<String> heard) throws InterruptedException {
    for (var tunnel : each(read("/api/v1/tunnels"), "tunnels").toList()) {
      var name = tunnel.getString("gateway") + "/" + tunnel.getString("name");
      var now = tunnel.getString("state") + ", session " + tunnel.getInteger("generation");
      var why = tunnel.getString("reason", "none");
      var said = why.equals("none") ? now : now + " (" + why + ")";
      var before = sessions.put(name, now);
      if (before != null && !before.equals(now)) heard.accept(name + ": " + before + " → " + said);
    }
  }

  List<JsonObject> incidents() throws InterruptedException {
    return each(read("/api/v1/incidents"), "incidents").toList();
  }

  private JsonObject read(String path) throws InterruptedException {
    var request = HttpRequest.newBuilder(agent.resolve(path)).timeout(DEADLINE).build();
    try {
      return new JsonObject(http.send(request, BodyHandlers.ofString()).body());
    } catch (IOException | DecodeException e) {
      return new JsonObject(); // asked again soon; the scene has a bound
    }
  }

  private static Stream<JsonObject> each(JsonObject json, String key) {
    return json.getJsonArray(key, new JsonArray()).stream()
        .filter(JsonObject.class::isInstance)
        .map(JsonObject.class::cast);
  }
}
