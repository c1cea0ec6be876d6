package dev.lifeguard.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.app.Agent;
import dev.lifeguard.app.Settings;
import dev.lifeguard.config.Surroundings;
import dev.lifeguard.peer.Await;
import dev.lifeguard.peer.Ports;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** The document that the agent serves, held against what the agent answers. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OpenApiIT {
  private static final String REMEDIES =
      """
      remedies:
        - name: look
          trigger: [gateway_down, ssh_auth_failing]
          mode: approve
          limits: {cooldown: 1ms, blast-radius: 100%}
          steps: [{wait: 1s}]
      """;
  private static final String TOKEN = "openapi-test-token-0123456789abcdef";

  private final HttpClient http = HttpClient.newHttpClient();
  private Agent agent;
  private OpenApi document;
  private Map<String, String> names;
  private final Set<String> held = new TreeSet<>();

  /** Two gateways with nobody behind them: there are alerts, an incident, a tunnel that fails. */
  @BeforeAll
  void start(@TempDir Path folder) throws IOException {
    var file = Files.writeString(folder.resolve("lifeguard.yaml"), configuration());
    Files.writeString(folder.resolve("remedies.yaml"), REMEDIES);
    var surroundings = new Surroundings(Map.of(), folder, folder);
    agent = Agent.start(new Settings(Optional.of(file), List.of(), surroundings), "test");
    document = new OpenApi(get("/api/v1/openapi.yaml").body());
    Await.until("an incident", Duration.ofSeconds(60), () -> !list("incidents").isEmpty());
    names =
        Map.of(
            "{name}",
            "home",
            "{gateway}",
            "far",
            "{tunnel}",
            list("tunnels").getJsonObject(0).getString("name"),
            "/alerts/{id}",
            "/alerts/" + list("alerts").getJsonObject(0).getString("id"),
            "/incidents/{id}",
            "/incidents/" + list("incidents").getJsonObject(0).getString("id"));
  }

  private static String configuration() {
    return """
    agent: {listen: "127.0.0.1:0", data-dir: data, token: %s}
    remedies: [remedies.yaml]
    gateways:
      - {name: home, url: "ws://127.0.0.1:%d", labels: {env: home}}
      - name: far
        url: ws://127.0.0.1:%d
        tunnel: {ssh: "nobody@127.0.0.1:%d", forwards: [{name: gateway, local: "127.0.0.1:%d", remote: "127.0.0.1:1"}]}
    """
        .formatted(TOKEN, Ports.free(), Ports.free(), Ports.free(), Ports.free());
  }

  @Test
  void everyEndpointIsInTheDocumentAndNothingElse() {
    assertThat(document.operations()).containsExactlyElementsOf(offered());
  }

  private Set<String> offered() {
    var there = new TreeSet<String>();
    for (var each : new JsonObject(get("/api/v1").body()).getJsonArray("endpoints"))
      if (each instanceof JsonObject endpoint)
        there.add(endpoint.getString("method") + " " + endpoint.getString("path"));
    there.add("GET /api/v1"); // the index does not list itself
    return there;
  }

  @Test
  void everyAnswerToAReadIsAsTheDocumentSays() {
    for (var operation : document.operations()) {
      if (!operation.startsWith("GET ") || operation.endsWith("/events")) continue;
      var path = operation.substring(4);
      var answer = get(asked(path));
      assertThat(answer.statusCode()).as("%s: %s", operation, answer.body()).isIn(200, 404);
      assertThat(document.flaws("GET", path, answer.statusCode(), answer.body()))
          .as("%s: %.600s", operation, answer.body())
          .isEmpty();
      held.add(operation);
    }
  }

  private String asked(String path) {
    var asked = path;
    for (var name : names.entrySet()) asked = asked.replace(name.getKey(), name.getValue());
    asked = asked.replace("{id}", "x");
    return path.endsWith("/history") ? asked + "?fact=tcp_latency" : asked;
  }

  @Test
  void everyWriteWithoutATokenIsRefusedAsAProblem() {
    for (var operation : offered()) {
      var method = operation.split(" ")[0];
      var path = operation.split(" ")[1];
      if (method.equals("GET") || path.endsWith("/slack")) continue; // Slack signs instead
      var answer = send(request(asked(path)).method(method, BodyPublishers.noBody()));
      assertThat(answer.statusCode()).as(operation).isEqualTo(401);
      assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
      assertThat(document.flaws(method, path, 401, answer.body())).as(operation).isEmpty();
    }
  }

  @Test
  void whatIsMadeEndedAndTakenIsAsTheDocumentSays() {
    var person = new JsonObject().put("author", "ada").put("reason", "test");
    var silence =
        written("POST", "/api/v1/silences", person.copy().put("matchers", List.of("gateway=x")));
    written("DELETE", "/api/v1/silences/{id}", silence.getString("id"), new JsonObject());
    var window = written("POST", "/api/v1/maintenance", person);
    written("DELETE", "/api/v1/maintenance/{id}", window.getString("id"), new JsonObject());
    var firing =
        list("alerts").stream()
            .map(JsonObject.class::cast)
            .filter(alert -> alert.getString("state").equals("firing"))
            .findFirst()
            .orElseThrow();
    var owner = new JsonObject().put("owner", "ada");
    var taken = "/api/v1/alerts/{id}/acknowledgement";
    assertThat(written("POST", taken, firing.getString("id"), owner).getString("owner"))
        .isEqualTo("ada");
    written("DELETE", taken, firing.getString("id"), new JsonObject());
    written("POST", "/api/v1/reload", new JsonObject());
    written("POST", "/api/v1/baseline", new JsonObject());
    written("POST", "/api/v1/gateways/{name}/diagnosis", "home", new JsonObject());
    var note = new JsonObject().put("by", "ada").put("text", "seen");
    var incident = list("incidents").getJsonObject(0).getString("id");
    written("POST", "/api/v1/incidents/{id}/notes", incident, note);
  }

  @Test
  void whatRemediesAreToldAndAnswerIsAsTheDocumentSays() {
    var who = new JsonObject().put("who", "ada");
    var run = "/api/v1/remedies/{name}/run";
    var order = who.copy().put("gateway", "home");
    written("POST", run, "look", order.copy().put("dryRun", true));
    Await.until("two questions", Duration.ofSeconds(60), () -> waiting().size() == 2);
    var asked = waiting();
    written("POST", "/api/v1/remedies/runs/{id}/approve", asked.getFirst(), who);
    var free = written("POST", "/api/v1/remedies/runs/{id}/reject", asked.getLast(), who);
    answered("POST", "/api/v1/remedies/runs/{id}/rollback", asked.getLast(), who, 409);
    written("POST", run, "look", who.copy().put("gateway", free.getString("gateway")));
    written("POST", "/api/v1/remedies/stop", who.copy().put("because", "test"));
    answered("POST", run, "look", order, 409);
    written("POST", "/api/v1/remedies/resume", who);
    answered("POST", run, "nothing", order, 404);
    answered("POST", run, "look", new JsonObject(), 400);
    answered("GET", "/api/v1/remedies/runs/{id}", asked.getFirst(), new JsonObject(), 200);
  }

  private List<String> waiting() {
    return new JsonObject(get("/api/v1/remedies/runs").body())
        .getJsonArray("runs").stream()
            .map(JsonObject.class::cast)
            .filter(run -> run.getString("state").equals("awaiting_approval"))
            .map(run -> run.getString("id"))
            .toList();
  }

  @Test
  void tunnelsPathsAndHooksAnswerAsTheDocumentSays() {
    var tunnel = "/api/v1/tunnels/{gateway}/{tunnel}";
    for (var deed : List.of("/trace", "/stop", "/start", "/restart"))
      written("POST", tunnel + deed, new JsonObject());
    answered("POST", "/api/v1/paths/{gateway}/switch", new JsonObject().put("path", "x"), 409);
    answered("POST", "/api/v1/paths/{gateway}/switch", new JsonObject(), 409);
    var alert =
        new JsonObject()
            .put("status", "firing")
            .put("fingerprint", "abc123")
            .put("startsAt", "2026-01-01T00:00:00Z")
            .put("labels", new JsonObject().put("alertname", "Elsewhere"));
    written("POST", "/api/v1/hooks/alertmanager", new JsonObject().put("alerts", List.of(alert)));
    answered("POST", "/api/v1/hooks/alertmanager", new JsonObject(), 400);
    answered("POST", "/api/v1/hooks/slack", new JsonObject(), 401);
  }

  /** Last: whatever is documented was asked for and answered above. */
  @AfterAll
  void nothingThatIsDocumentedWasLeftOut() {
    agent.close();
    var left = new TreeSet<>(document.operations());
    left.removeAll(held);
    left.removeIf(each -> each.endsWith("/events")); // EventStreamTest
    assertThat(left).isEmpty();
  }

  @Test
  void aListIsGivenPartByPart() {
    var first = new JsonObject(get("/api/v1/gateways?limit=1").body());
    assertThat(first.getJsonArray("gateways")).hasSize(1);
    var rest = get("/api/v1/gateways?limit=5&cursor=" + first.getString("nextCursor")).body();
    assertThat(new JsonObject(rest).getJsonArray("gateways")).hasSize(1);
    assertThat(new JsonObject(rest).containsKey("nextCursor")).isFalse();
    assertThat(get("/api/v1/gateways?limit=0").statusCode()).isEqualTo(400);
    assertThat(get("/api/v1/gateways?cursor=gone").statusCode()).isEqualTo(400);
  }

  @Test
  void whatHasNotChangedIsNotSentAgain() {
    var tag = get("/api/v1/configuration").headers().firstValue("ETag").orElseThrow();
    var again = send(request("/api/v1/configuration").header("If-None-Match", tag));
    assertThat(again.statusCode()).isEqualTo(304);
    assertThat(again.body()).isEmpty();
  }

  private JsonObject written(String method, String path, JsonObject body) {
    return written(method, path, "", body);
  }

  private JsonObject written(String method, String path, String id, JsonObject body) {
    return answered(method, path, id, body, 200, 201, 202);
  }

  private JsonObject answered(String method, String path, JsonObject body, Integer... status) {
    return answered(method, path, "", body, status);
  }

  private JsonObject answered(
      String method, String path, String id, JsonObject body, Integer... status) {
    var request =
        request(asked(path.replace("{id}", id).replace("{name}", id)))
            .header("Authorization", "Bearer " + TOKEN)
            .header("Content-Type", "application/json")
            .method(method, BodyPublishers.ofString(body.encode()));
    var answer = send(request);
    assertThat(answer.statusCode())
        .as("%s %s: %s", method, path, answer.body())
        .isIn(List.of(status));
    assertThat(document.flaws(method, path, answer.statusCode(), answer.body()))
        .as("%s %s: %s", method, path, answer.body())
        .isEmpty();
    held.add(method + " " + path);
    return new JsonObject(answer.body());
  }

  private JsonArray list(String name) {
    return new JsonObject(get("/api/v1/" + name).body()).getJsonArray(name);
  }

  private HttpResponse<String> get(String path) {
    return send(request(path));
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(agent.address() + path));
  }

  private HttpResponse<String> send(HttpRequest.Builder request) {
    try {
      return http.send(request.timeout(Duration.ofSeconds(20)).build(), BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }
}
