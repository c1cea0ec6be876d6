package dev.lifeguard.cli;

import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * Speaks to the running agent: {@code agent.json} of its data-dir says where it answers and with
 * which local token. Blocks, with a deadline.
 */
final class AgentClient {
  private static final Duration DEADLINE = Duration.ofSeconds(10);

  private final URI address;
  private final String token;
  private final HttpClient http =
      HttpClient.newBuilder()
          .connectTimeout(Duration.ofSeconds(2))
          .version(HttpClient.Version.HTTP_1_1)
          .build();

  private AgentClient(URI address, String token) {
    this.address = address;
    this.token = token;
  }

  /** The agent that lives in the data-dir; empty when none runs there. */
  static Optional<AgentClient> find(Path dataDir) {
    var file = dataDir.resolve("agent.json");
    if (!Files.isReadable(file)) return Optional.empty();
    try {
      var json = new JsonObject(Files.readString(file));
      if (ProcessHandle.of(json.getLong("pid", -1L)).isEmpty()) return Optional.empty();
      return Optional.of(
          new AgentClient(URI.create(json.getString("address")), json.getString("token")));
    } catch (IOException | DecodeException e) {
      return Optional.empty();
    }
  }

  /** The agent, or a refusal that says how to start one. */
  static AgentClient require(Path dataDir) {
    return find(dataDir)
        .orElseThrow(
            () ->
                new Refusal(
                    Lifeguard.FOUND,
                    "no agent runs on " + dataDir + "; start one with: lifeguard run"));
  }

  URI address() {
    return address;
  }

  JsonObject read(String path) {
    return send(request(path).GET().build());
  }

  /** An answer that is text for people. */
  String text(String path) {
    var request = request(path).setHeader("Accept", "*/*").GET().build();
    var answer = exchange(request);
    if (answer.statusCode() >= 400) json(request, answer);
    return answer.body();
  }

  JsonObject post(String path, JsonObject body) {
    return send("POST", path, body);
  }

  JsonObject send(String method, String path, JsonObject body) {
    var request =
        request(path)
            .header("Content-Type", "application/json")
            .method(method, BodyPublishers.ofString(body.encode()))
            .build();
    return send(request);
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(address.resolve(path))
        .timeout(DEADLINE)
        .header("Authorization", "Bearer " + token)
        .header("Accept", "application/json");
  }

  private JsonObject send(HttpRequest request) {
    return json(request, exchange(request));
  }

  private HttpResponse<String> exchange(HttpRequest request) {
    try {
      return http.send(request, BodyHandlers.ofString());
    } catch (IOException e) {
      throw new Refusal(Lifeguard.FOUND, "the agent at " + address + " does not answer: " + e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Refusal(Lifeguard.FOUND, "interrupted");
    }
  }

  private static JsonObject json(HttpRequest request, HttpResponse<String> answer) {
    var json = parse(request, answer);
    if (answer.statusCode() < 400) return json;
    var detail = json.getString("detail", "status " + answer.statusCode());
    throw new Refusal(Lifeguard.FOUND, detail);
  }

  private static JsonObject parse(HttpRequest request, HttpResponse<String> answer) {
    try {
      return answer.body().isBlank() ? new JsonObject() : new JsonObject(answer.body());
    } catch (DecodeException e) {
      throw new Refusal(
          Lifeguard.FOUND,
          request.uri() + " answered no JSON (status " + answer.statusCode() + ")");
    }
  }
}
