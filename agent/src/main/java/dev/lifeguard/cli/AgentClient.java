package dev.lifeguard.cli;

import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.Proxy;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * Speaks to the running agent: {@code agent.json} of its data-dir says where it answers and with
 * which local token. Blocks, with a deadline.
 */
final class AgentClient {
  private static final Duration CONNECT = Duration.ofSeconds(2);
  private static final Duration DEADLINE = Duration.ofSeconds(10);

  private final URI address;
  private final String token;
  private final long pid;

  private record Answer(int status, String text) {}

  private AgentClient(URI address, String token, long pid) {
    this.address = address;
    this.token = token;
    this.pid = pid;
  }

  /** The agent that lives in the data-dir; empty when none runs there. */
  static Optional<AgentClient> find(Path dataDir) {
    var file = dataDir.resolve("agent.json");
    if (!Files.isReadable(file)) return Optional.empty();
    try {
      var json = new JsonObject(Files.readString(file));
      var pid = json.getLong("pid", -1L);
      if (ProcessHandle.of(pid).isEmpty()) return Optional.empty();
      return Optional.of(
          new AgentClient(URI.create(json.getString("address")), json.getString("token"), pid));
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

  /** Of the agent's process. */
  Optional<Long> pid() {
    return Optional.of(pid);
  }

  URI address() {
    return address;
  }

  /** As one step of a path, or one value of a query, whatever people wrote. */
  static String part(String text) {
    if (text.isBlank() || text.equals(".") || text.equals(".."))
      throw Refusal.wrongUse("\"" + text + "\" is no name");
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  JsonObject read(String path) {
    return send("GET", path, Optional.empty());
  }

  /** An answer that is text for people. */
  String text(String path) {
    var answer = exchange("GET", path, Optional.empty());
    if (answer.status() >= 400) json(path, answer);
    return answer.text();
  }

  JsonObject post(String path, JsonObject body) {
    return send("POST", path, body);
  }

  JsonObject send(String method, String path, JsonObject body) {
    return send(method, path, Optional.of(body.encode()));
  }

  private JsonObject send(String method, String path, Optional<String> body) {
    return json(path, exchange(method, path, body));
  }

  /** The oldest client of the JDK starts in a tenth of the time that the newest one needs. */
  private Answer exchange(String method, String path, Optional<String> body) {
    try {
      var connection =
          (HttpURLConnection) address.resolve(path).toURL().openConnection(Proxy.NO_PROXY);
      connection.setRequestMethod(method);
      connection.setConnectTimeout((int) CONNECT.toMillis());
      connection.setReadTimeout((int) DEADLINE.toMillis());
      connection.setRequestProperty("Authorization", "Bearer " + token);
      connection.setRequestProperty("Accept", "application/json, */*;q=0.5");
      if (body.isPresent()) write(connection, body.get());
      return new Answer(connection.getResponseCode(), text(connection));
    } catch (IOException e) {
      throw new Refusal(
          Lifeguard.FOUND, "the agent at " + address + " does not answer: " + e.getMessage());
    }
  }

  private static void write(HttpURLConnection connection, String body) throws IOException {
    connection.setRequestProperty("Content-Type", "application/json");
    connection.setDoOutput(true);
    try (var out = connection.getOutputStream()) {
      out.write(body.getBytes(StandardCharsets.UTF_8));
    }
  }

  private static String text(HttpURLConnection connection) throws IOException {
    var refused = connection.getResponseCode() >= 400;
    try (var in = refused ? connection.getErrorStream() : connection.getInputStream()) {
      return in == null ? "" : new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private JsonObject json(String path, Answer answer) {
    var json = parse(path, answer);
    if (answer.status() < 400) return json;
    var code = answer.status() == 400 ? Lifeguard.WRONG_USE : Lifeguard.FOUND;
    throw new Refusal(code, json.getString("detail", "status " + answer.status()));
  }

  private JsonObject parse(String path, Answer answer) {
    try {
      return answer.text().isBlank() ? new JsonObject() : new JsonObject(answer.text());
    } catch (DecodeException e) {
      throw new Refusal(
          Lifeguard.FOUND,
          address.resolve(path) + " answered no JSON (status " + answer.status() + ")");
    }
  }
}
