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
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FormTest {
  private static final Form FORM =
      new Form(
          Map.of(
              "gateway", Form.Kind.TEXT,
              "dryRun", Form.Kind.SWITCH,
              "gateways", Form.Kind.TEXTS,
              "subject", Form.Kind.LABELS));

  private final HttpClient client = HttpClient.newHttpClient();
  private final Vertx vertx = Vertx.vertx();
  private final AtomicInteger done = new AtomicInteger();
  private int port;

  @BeforeAll
  void start() {
    var settings = new Console.Settings("127.0.0.1", 0, List.of(new Secret("t")), true);
    var console = new Console(vertx, settings);
    Endpoint.Handler deed =
        _ -> Future.succeededFuture(Reply.ok(new JsonObject().put("done", done.incrementAndGet())));
    console.serve(List.of(Endpoint.post("/deed", FORM.before(deed))));
    port = console.start().toCompletionStage().toCompletableFuture().join();
  }

  @AfterAll
  void stop() {
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"dryRun\": \"yes\"}        | `dryRun` has to be true or false",
        "{\"dry_run\": true}          | known: [dryRun, gateway, gateways, subject]",
        "{\"gateway\": 5}             | `gateway` has to be a text",
        "{\"gateways\": \"home\"}     | `gateways` has to be a list of texts",
        "{\"gateways\": [\"a\", 1]}   | `gateways` has to be a list of texts",
        "{\"subject\": {\"a\": 1}}    | `subject` has to be an object of texts",
        "{\"subject\": [\"a\"]}       | `subject` has to be an object of texts",
      })
  void whatCannotBeMeantIsRefusedAndNothingIsDone(String body, String says) throws Exception {
    var before = done.get();
    assertThat(ask(body).getString("detail")).contains(says);
    assertThat(done).hasValue(before);
  }

  @Test
  void whatIsMeantIsDoneAndNullIsNotSaid() throws Exception {
    var all = "{\"gateway\": \"home\", \"dryRun\": true, \"subject\": {}, \"gateways\": null}";
    assertThat(ask(all).getInteger("done")).isPositive();
    assertThat(ask("").getInteger("done")).isPositive();
  }

  private JsonObject ask(String body) throws Exception {
    var request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/deed"))
            .header("Authorization", "Bearer t")
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body));
    return new JsonObject(client.send(request.build(), BodyHandlers.ofString()).body());
  }
}
