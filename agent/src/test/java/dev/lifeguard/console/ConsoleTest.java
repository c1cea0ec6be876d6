package dev.lifeguard.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.config.Secret;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
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
        "true,      GET,     127.0.0.9:P,   -,                 -,      200",
        "true,      GET,     [::1]:P,       http://[::1]:P,    -,      200",
        "true,      GET,     localhost,     -,                 -,      200",
        "true,      GET,     127.0.0.1.evil.example, -,        -,      403",
        "true,      GET,     localhost.evil.example, -,        -,      403",
        "true,      GET,     localhost:P,   http://127.0.0.1:P, -,     403",
        "true,      POST,    localhost:P,   -,                 -,      401",
        "true,      POST,    localhost:P,   -,                 wrong,  401",
        "true,      POST,    localhost:P,   -,                 right,  200",
        "true,      POST,    localhost:P,   http://evil.example, right, 403",
        "false,     GET,     any.example,   -,                 -,      401",
        "false,     GET,     any.example,   -,                 right,  200",
        "false,     POST,    any.example,   -,                 wrong,  401",
        "false,     POST,    any.example,   https://any.example, right, 200",
        "false,     POST,    any.example,   https://any.example:444, right, 403",
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
    if (status == 401)
      assertThat(answer.headers().firstValue("WWW-Authenticate")).hasValue("Bearer");
  }

  @ParameterizedTest
  @CsvSource({
    // first line,                 host lines,                 status, what it says
    "GET /thing,                   '',                         400,    Host header is missing",
    "GET /thing,                   Host: localhost:99999,      400,    Host header is missing",
    "GET /thing,                   Host: localhost|Host: evil.example, 400, more than one Host",
    "GET http://evil.example/thing, Host: localhost,           403,    does not name this machine",
  })
  void whoseHostIsInDoubtIsRefused(String first, String hosts, int status, String says)
      throws Exception {
    assertThat(raw(first + " HTTP/1.1\r\n" + hosts.replace("|", "\r\n") + "\r\n\r\n"))
        .startsWith("HTTP/1.1 " + status + " ")
        .contains(says);
  }

  @ParameterizedTest
  @CsvSource({
    // header,                  status
    "bearer right,              200",
    "BEARER  right,             200",
    "Basic right,               401",
    "right,                     401",
    "Bearer right right,        401",
    "Bearer,                    401",
  })
  void theSchemeIsBearerInAnyCaseAndNothingElse(String header, int status) throws Exception {
    var port = start(true);
    var asked = request(port, "/thing?token=right&access_token=right");
    asked.header("Authorization", header).POST(BodyPublishers.noBody());
    assertThat(send(asked).statusCode()).isEqualTo(status);
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        // method, path,            type,             body,  status, what it says
        "GET,     /api/v1/nothing,  -,                -,     404,    not_found",
        "GET,     /nothing,         -,                -,     404,    not_found",
        "DELETE,  /thing,           -,                -,     405,    answers only",
        "TRACE,   /alive,           -,                -,     405,    answers only",
        "GET,     /thing?a=%zz,     -,                -,     400,    percent sign",
        "GET,     /%zz,             -,                -,     400,    percent sign",
        "POST,    /thing,           text/plain,       hello, 415,    Content-Type:"
            + " application/json",
        "POST,    /thing,           -,                {},    415,    Content-Type:"
            + " application/json",
        "POST,    /thing,           application/json, {a,    400,    no JSON",
        "POST,    /thing,           application/json, [1],   400,    no object",
      })
  void whatCannotBeAnsweredIsAProblemThatSaysHowToMendIt(
      String method, String path, String type, String body, int status, String says)
      throws Exception {
    var lines = new StringBuilder(method + " " + path + " HTTP/1.1\r\nHost: localhost\r\n");
    if (type != null) lines.append("Content-Type: ").append(type).append("\r\n");
    var sent = body == null ? "" : body;
    lines.append("Content-Length: ").append(sent.length()).append("\r\n");
    var answer = raw(lines + "Authorization: Bearer right\r\n\r\n" + sent);
    assertThat(answer).startsWith("HTTP/1.1 " + status + " ").contains(says);
    assertThat(answer).containsIgnoringCase("content-type: application/problem+json");
    if (status == 405) assertThat(answer).containsIgnoringCase("allow: GET, HEAD");
  }

  @Test
  void whatIsNoRequestAtAllIsAProblemToo() throws Exception {
    assertThat(raw("NONSENSE\r\nHost: localhost\r\n\r\n"))
        .contains(" 400 ", "application/problem+json");
  }

  @Test
  void anAddressOrHeadersWithoutEndAreRefusedInWords() throws Exception {
    var much = "a".repeat(20_000);
    assertThat(raw("GET /" + much + " HTTP/1.1\r\nHost: localhost\r\n\r\n"))
        .contains(" 414 ", "address_too_long");
    assertThat(raw("GET /thing HTTP/1.1\r\nHost: localhost\r\nX: " + much + "\r\n\r\n"))
        .contains(" 431 ", "headers_too_large");
  }

  @Test
  void headIsGetWithoutTheBodyAndOptionsSaysWhatThereIs() throws Exception {
    var port = start(true);
    var whole = send(request(port, "/thing"));
    var head = send(request(port, "/thing").method("HEAD", BodyPublishers.noBody()));
    assertThat(head.statusCode()).isEqualTo(200);
    assertThat(head.body()).isEmpty();
    assertThat(head.headers().firstValue("ETag")).isEqualTo(whole.headers().firstValue("ETag"));
    var options = send(request(port, "/thing").method("OPTIONS", BodyPublishers.noBody()));
    assertThat(options.statusCode()).isEqualTo(204);
    assertThat(options.headers().firstValue("Allow")).hasValue("GET, HEAD, OPTIONS, POST");
    assertThat(options.headers().map()).doesNotContainKey("access-control-allow-origin");
  }

  @Test
  void whoAsksTooOftenIsToldToWait() throws Exception {
    var port = start(true);
    HttpResponse<String> last = send(request(port, "/thing"));
    for (var i = 0; i < 3_000 && last.statusCode() == 200; i++)
      last = send(request(port, "/thing"));
    assertThat(last.statusCode()).isEqualTo(429);
    assertThat(last.headers().firstValue("Retry-After")).isPresent();
    assertThat(last.body()).contains("too_many_requests");
    assertThat(send(request(port, "/alive")).statusCode()).isEqualTo(200);
  }

  /** As it stands on the wire; the client of the JDK sends nothing that is wrong. */
  private String raw(String request) throws Exception {
    try (var socket = new Socket("127.0.0.1", start(true))) {
      socket.setSoTimeout(5_000);
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      var answer = new StringBuilder();
      var buffer = new byte[8192];
      while (!answer.toString().contains("}"))
        answer.append(
            new String(buffer, 0, socket.getInputStream().read(buffer), StandardCharsets.UTF_8));
      return answer.toString();
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
