package dev.lifeguard.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.config.Secret;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConsoleTest {
  private final Vertx vertx = Vertx.vertx();
  private final HttpClient client = HttpClient.newHttpClient();

  @AfterEach
  void stop() {
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        // loopback, method, host,          origin,            token,  status
        "true,      GET,     localhost:P,   -,                 -,      200",
        "true,      GET,     127.0.0.1:P,   -,                 -,      200",
        "true,      GET,     evil.example,  -,                 -,      403",
        "true,      GET,     localhost:P,   http://evil.example, -,    403",
        "true,      GET,     localhost:P,   http://localhost:P, -,     200",
        "true,      GET,     localhost:P,   http://localhost:1, -,     403",
        "true,      GET,     localhost:P,   null,              -,      403",
        "true,      POST,    localhost:P,   -,                 -,      401",
        "true,      POST,    localhost:P,   -,                 wrong,  401",
        "true,      POST,    localhost:P,   -,                 right,  200",
        "true,      POST,    localhost:P,   http://evil.example, right, 403",
        "false,     GET,     any.example,   -,                 -,      401",
        "false,     GET,     any.example,   -,                 right,  200",
        "false,     POST,    any.example,   -,                 wrong,  401",
      })
  void asksForWhatTheRequestNeeds(
      boolean loopback, String method, String host, String origin, String token, int status)
      throws Exception {
    var port = start(loopback);
    var request = request(port, "/thing").method(method, BodyPublishers.noBody());
    request.header("Host", host.replace("P", "" + port));
    if (origin != null) request.header("Origin", origin.replace("P", "" + port));
    if (token != null) request.header("Authorization", "Bearer " + token);
    var answer = send(request);
    assertThat(answer.statusCode()).isEqualTo(status);
    if (status >= 400) {
      assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
      assertThat(new JsonObject(answer.body()).getString("detail")).isNotBlank();
    }
  }

  @Test
  void livenessIsOpenWithoutATokenEverywhere() throws Exception {
    var port = start(false);
    assertThat(send(request(port, "/alive")).statusCode()).isEqualTo(200);
  }

  @Test
  void refusesALargeBodyAndAnUnknownPathAsProblems() throws Exception {
    var port = start(true);
    var large = request(port, "/thing").header("Authorization", "Bearer right");
    assertThat(send(large.POST(BodyPublishers.ofString("x".repeat(2 << 20)))).statusCode())
        .isEqualTo(413);
    assertThat(send(request(port, "/api/v1/nothing")).body()).contains("not_found");
  }

  @Test
  void aBrokenEndpointAnswersAndTheServerLives() throws Exception {
    var port = start(true);
    assertThat(send(request(port, "/broken")).statusCode()).isEqualTo(500);
    assertThat(send(request(port, "/thing")).statusCode()).isEqualTo(200);
  }

  private int start(boolean loopback) {
    var settings = new Console.Settings("127.0.0.1", 0, List.of(new Secret("right")), loopback);
    var console = new Console(vertx, settings);
    Endpoint.Handler thing = _ -> Future.succeededFuture(Reply.ok(new JsonObject().put("a", 1)));
    console.serve(
        List.of(
            Endpoint.open("/alive", thing),
            Endpoint.read("/thing", thing),
            Endpoint.post("/thing", thing),
            Endpoint.read("/broken", _ -> Future.failedFuture("meant to break"))));
    return console.start().toCompletionStage().toCompletableFuture().join();
  }

  private static HttpRequest.Builder request(int port, String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path));
  }

  private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
    return client.send(request.build(), BodyHandlers.ofString());
  }
}
