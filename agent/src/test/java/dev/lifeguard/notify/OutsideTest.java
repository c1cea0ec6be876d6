package dev.lifeguard.notify;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import dev.lifeguard.reason.Reason;
import dev.lifeguard.time.RealTime;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Receivers that answer in bad ways: each ends, within bounds, with its reason. */
class OutsideTest {
  private static final Duration SHORT = Duration.ofSeconds(2);
  private static final Duration LONG = Duration.ofSeconds(60);

  private final Vertx vertx = Vertx.vertx();
  private final Outside outside = new Outside(vertx, new RealTime(vertx));
  private final CountDownLatch over = new CountDownLatch(1);
  private HttpServer server;

  @BeforeEach
  void listen() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.start();
  }

  @AfterEach
  void stop() {
    over.countDown();
    server.stop(0);
    outside.close();
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }

  @Test
  void anAnswerThatNeverEndsEndsAtTheDeadline() throws Exception {
    serve(this::drip);
    var failure = Attempt.failure(failureOf(post(SHORT)));
    assertThat(failure.reason()).isEqualTo(Reason.TIMEOUT);
    assertThat(failure.detail()).isEqualTo("status 200, but its answer does not end within 2 s");
  }

  @Test
  void anAnswerWithoutMeasureIsTakenUpToABound() throws Exception {
    serve(this::flood);
    assertThat(post(LONG).get(60, TimeUnit.SECONDS).length()).isEqualTo(1 << 20);
  }

  @Test
  void silenceIsATimeOut() throws Exception {
    serve(exchange -> await());
    assertThat(Attempt.failure(failureOf(post(SHORT))).detail()).isEqualTo("no answer within 2 s");
  }

  @Test
  void whatIsAskedForIsWaitedFor() throws Exception {
    serve(answer(429, "{\"parameters\":{\"retry_after\":17}}"));
    var failure = failureOf(post(LONG));
    assertThat(Attempt.failure(failure).reason()).isEqualTo(Reason.RATE_LIMITED);
    assertThat(Attempt.asked(failure)).isEqualTo(Duration.ofSeconds(17));
  }

  @Test
  void aRedirectionIsNotFollowedAndSaid() throws Exception {
    serve(
        exchange -> {
          exchange.getResponseHeaders().add("Location", "https://login.example/?ticket=secret");
          answer(302, "").handle(exchange);
        });
    var failure = Attempt.failure(failureOf(post(LONG)));
    assertThat(failure.reason()).isEqualTo(Reason.HTTP_STATUS);
    assertThat(failure.detail()).contains("sends on").doesNotContain("secret");
  }

  @Test
  void anAddressThatIsNotThereIsNoFaultOfTheNotice() throws Exception {
    serve(answer(404, "no_service\r\n\u001b[2J"));
    var failure = Attempt.failure(failureOf(post(LONG)));
    assertThat(failure.reason()).isEqualTo(Reason.HTTP_STATUS);
    assertThat(failure.detail()).isEqualTo("status 404: no_service [2J");
    var gone = outside.post(URI.create("http://no-such-host.invalid/"), Map.of(), Buffer.buffer());
    assertThat(Attempt.failure(failureOf(gone.toCompletionStage().toCompletableFuture())).reason())
        .isEqualTo(Reason.UNRESOLVED);
  }

  private CompletableFuture<Buffer> post(Duration deadline) {
    var address = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/");
    return outside
        .post(address, Map.of(), Buffer.buffer("{}"), deadline)
        .toCompletionStage()
        .toCompletableFuture();
  }

  private static Throwable failureOf(CompletableFuture<Buffer> sent) throws Exception {
    return sent.handle((_, thrown) -> thrown).get(60, TimeUnit.SECONDS);
  }

  private void serve(HttpHandler handler) {
    server.createContext("/", handler);
  }

  private static HttpHandler answer(int status, String text) {
    return exchange -> {
      exchange.getRequestBody().readAllBytes();
      var bytes = text.getBytes(StandardCharsets.UTF_8);
      exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
      exchange.getResponseBody().write(bytes);
      exchange.close();
    };
  }

  private void drip(HttpExchange exchange) throws IOException {
    exchange.sendResponseHeaders(200, 0);
    do exchange.getResponseBody().write('x');
    while (!ended(100) && flushed(exchange));
  }

  private void flood(HttpExchange exchange) throws IOException {
    exchange.sendResponseHeaders(200, 0);
    var chunk = new byte[1 << 16];
    while (!ended(0)) exchange.getResponseBody().write(chunk);
  }

  private static boolean flushed(HttpExchange exchange) throws IOException {
    exchange.getResponseBody().flush();
    return true;
  }

  private void await() {
    ended(120_000);
  }

  private boolean ended(long millis) {
    try {
      return over.await(millis, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return true;
    }
  }
}
