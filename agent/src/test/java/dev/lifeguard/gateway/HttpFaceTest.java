package dev.lifeguard.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.lifeguard.time.RealTime;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Where a gateway's pages are looked for when its URL has a path. */
class HttpFaceTest {
  private static final byte[] LIVE =
      "{\"ok\":true,\"status\":\"live\"}".getBytes(StandardCharsets.UTF_8);

  private final Vertx vertx = Vertx.vertx();
  private HttpServer server;

  @BeforeEach
  void listen() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50);
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }

  @Test
  void belowThePathThatAProxyHandsOn() throws Exception {
    server.createContext("/oc/healthz", HttpFaceTest::live);
    assertThat(alive("/oc").state()).isEqualTo(GatewayState.RUNNING);
    assertThat(alive("/oc/").state()).isEqualTo(GatewayState.RUNNING);
  }

  @Test
  void atTheRootOfAGatewayThatTakesAnyPath() throws Exception {
    server.createContext("/healthz", HttpFaceTest::live);
    assertThat(alive("/any").state()).isEqualTo(GatewayState.RUNNING);
    assertThat(alive("").state()).isEqualTo(GatewayState.RUNNING);
  }

  @Test
  void nowhereIsToldByThePathThatWasGiven() throws Exception {
    assertThat(alive("/oc").reason()).isEqualTo("not_a_gateway");
  }

  private Evidence alive(String path) throws Exception {
    var url = URI.create("ws://127.0.0.1:" + server.getAddress().getPort() + path);
    var seen = new CompletableFuture<Evidence>();
    vertx.runOnContext(
        _ -> {
          var face = new HttpFace(vertx, new RealTime(vertx), Dialled.settings(url, "t"));
          face.alive(Duration.ofSeconds(20))
              .onComplete(
                  it -> {
                    face.close();
                    seen.complete(it.result());
                  });
        });
    return seen.get(60, TimeUnit.SECONDS);
  }

  private static void live(com.sun.net.httpserver.HttpExchange exchange) throws IOException {
    exchange.sendResponseHeaders(200, LIVE.length);
    exchange.getResponseBody().write(LIVE);
    exchange.close();
  }
}
