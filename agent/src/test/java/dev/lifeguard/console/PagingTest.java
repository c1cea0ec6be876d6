package dev.lifeguard.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PagingTest {
  private static final List<String> ALL =
      IntStream.rangeClosed(1, 1200).mapToObj("item-%04d"::formatted).toList();
  private static final Paging<String> PAGING =
      new Paging<>("items", Function.identity(), item -> new JsonObject().put("name", item));

  private final HttpClient client = HttpClient.newHttpClient();
  private final Vertx vertx = Vertx.vertx();
  private int port;

  @BeforeAll
  void start() {
    var console = new Console(vertx, new Console.Settings("127.0.0.1", 0, List.of(), true));
    console.serve(
        List.of(
            Endpoint.read("/items", asked -> Future.succeededFuture(PAGING.reply(asked, ALL)))));
    port = console.start().toCompletionStage().toCompletableFuture().join();
  }

  @AfterAll
  void stop() {
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "-1", "1e9", "abc", "1001", "1000000000", "%201", "%D9%A3", "1.5"})
  void aLimitThatIsNoneIsRefusedWithWhatItMayBe(String limit) throws Exception {
    var json = ask("limit=" + limit);
    assertThat(json.getInteger("status")).isEqualTo(400);
    assertThat(json.getString("detail")).contains("from 1 to 1000");
  }

  @Test
  void withoutALimitAllIsGiven() throws Exception {
    assertThat(names(ask(""))).isEqualTo(ALL);
    assertThat(names(ask("limit="))).isEqualTo(ALL);
  }

  @Test
  void partAfterPartComesToAllOfItOnce() throws Exception {
    var seen = new ArrayList<String>();
    var json = ask("limit=500");
    seen.addAll(names(json));
    while (json.containsKey("nextCursor")) {
      json = ask("limit=500&cursor=" + json.getString("nextCursor"));
      seen.addAll(names(json));
    }
    assertThat(seen).isEqualTo(ALL);
  }

  @Test
  void aCursorThatLeadsNowhereSaysToBeginAgain() throws Exception {
    assertThat(ask("cursor=item-9999").getString("detail")).contains("begin again");
  }

  private JsonObject ask(String query) throws Exception {
    var request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/items?" + query));
    return new JsonObject(client.send(request.build(), BodyHandlers.ofString()).body());
  }

  private static List<String> names(JsonObject json) {
    return json.getJsonArray("items", new JsonArray()).stream()
        .map(item -> ((JsonObject) item).getString("name"))
        .toList();
  }
}
