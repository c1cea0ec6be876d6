package dev.lifeguard.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.gateway.Phases.Phase;
import dev.lifeguard.peer.Await;
import dev.lifeguard.reason.Reason;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.http.WebSocketFrame;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever a server sends, or does not send: a reason each, within the limits, and no harm. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HostileGatewayIT {
  private static final Limits SHORT = new Limits(Duration.ofSeconds(2), Duration.ofSeconds(1));

  private static final Buffer BYTE = Buffer.buffer("x");

  private final Vertx vertx = Vertx.vertx();

  @AfterAll
  void close() {
    vertx.close().await();
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "truncated,    '{\"type\":\"event\",\"ev'",
    "no object,    '[1,2,3]'",
    "a number,     '42'",
    "nothing,      ''",
    "two objects,  '{} {}'",
    "no JSON,      'hello there'"
  })
  void malformedFrameEndsTheConnection(String name, String text) throws InterruptedException {
    assertThat(endOf(socket -> socket.writeTextMessage(text))).isEqualTo(Reason.FRAME_MALFORMED);
  }

  @Test
  void depthIsLimited() throws InterruptedException {
    var deep = "{\"type\":\"event\",\"event\":\"x\",\"payload\":" + "[".repeat(100_000);
    assertThat(endOf(socket -> socket.writeTextMessage(deep + "]".repeat(100_000) + "}")))
        .isEqualTo(Reason.FRAME_MALFORMED);
  }

  @Test
  void frameBeyondTheGatewaysOwnLimitIsNotTaken() throws InterruptedException {
    var large = Buffer.buffer(new byte[30 << 20]).toString().replace('\0', 'x');
    assertThat(endOf(socket -> socket.writeFinalTextFrame(large)))
        .isEqualTo(Reason.FRAME_TOO_LARGE);
  }

  @Test
  void manyFragmentsAreLimitedTogether() throws InterruptedException {
    var megabyte = Buffer.buffer(new byte[1 << 20]);
    assertThat(
            endOf(
                socket -> {
                  socket.writeFrame(WebSocketFrame.textFrame("{", false));
                  for (var i = 0; i < 30; i++)
                    socket.writeFrame(WebSocketFrame.continuationFrame(megabyte, false));
                }))
        .isEqualTo(Reason.FRAME_TOO_LARGE);
  }

  @Test
  void binaryMessageEndsTheConnection() throws InterruptedException {
    assertThat(endOf(socket -> socket.writeBinaryMessage(Buffer.buffer("{}"))))
        .isEqualTo(Reason.FRAME_MALFORMED);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"type\":\"surprise\"}",
        "{\"type\":7}",
        "{\"type\":\"res\",\"id\":5,\"ok\":true}",
        "{\"type\":\"res\",\"id\":\"x\",\"ok\":\"yes\"}",
        "{\"type\":\"event\"}",
        "{\"type\":\"event\",\"event\":[]}"
      })
  void unknownFramesAreIgnoredAndCounted(String text) {
    try (var server = answeringAfter(text);
        var dialled = dialled(server.url())) {
      var connection = dialled.connection();
      assertThat(dialled.call(connection, "health", new JsonObject()).answer()).isPresent();
      assertThat(connection.traffic().ignoredSoFar(Traffic.Odd.FRAME)).isEqualTo(1);
    }
  }

  @Test
  void unknownFieldsAreIgnoredAndCounted() {
    try (var server =
            answeringAfter("{\"type\":\"event\",\"event\":\"tick\",\"new\":1,\"newer\":{}}");
        var dialled = dialled(server.url())) {
      var connection = dialled.connection();
      assertThat(dialled.call(connection, "health", new JsonObject()).answer()).isPresent();
      assertThat(connection.traffic().ignoredSoFar(Traffic.Odd.FIELD)).isEqualTo(2);
    }
  }

  @Test
  void payloadOfAWrongTypeReadsAsEmpty() {
    try (var server =
            StandIn.greeting(vertx, (socket, frame) -> answer(socket, frame, "no object"));
        var dialled = dialled(server.url())) {
      var reply = dialled.call(dialled.connection(), "health", new JsonObject());
      assertThat(reply.answer().orElseThrow().isEmpty()).isTrue();
    }
  }

  @Test
  void answersInAnyOrderFindTheirCalls() {
    var waiting = new ArrayList<JsonObject>();
    try (var server =
            StandIn.greeting(
                vertx,
                (socket, frame) -> {
                  waiting.add(frame);
                  if (waiting.size() < 3) return;
                  for (var each : waiting.reversed())
                    answer(socket, each, new JsonObject().put("of", each.getString("method")));
                });
        var dialled = dialled(server.url())) {
      var connection = dialled.connection();
      var both =
          dialled.on(
              () -> {
                var first = connection.call("first", new JsonObject());
                var second = connection.call("second", new JsonObject());
                var third = connection.call("third", new JsonObject());
                return io.vertx.core.Future.all(first, second, third);
              });
      assertThat(both.<Reply>list())
          .extracting(reply -> reply.answer().orElseThrow().text("of").orElseThrow())
          .containsExactly("first", "second", "third");
    }
  }

  @Test
  void repeatedAndInventedAnswersAreCountedAndHarmNothing() {
    try (var server =
            StandIn.greeting(
                vertx,
                (socket, frame) -> {
                  socket.writeTextMessage(StandIn.answer("nobody", new JsonObject()).encode());
                  answer(socket, frame, new JsonObject().put("n", 1));
                  answer(socket, frame, new JsonObject().put("n", 2));
                });
        var dialled = dialled(server.url())) {
      var connection = dialled.connection();
      var reply = dialled.call(connection, "health", new JsonObject());
      assertThat(reply.answer().orElseThrow().whole("n")).contains(1L);
      dialled.call(connection, "health", new JsonObject());
      assertThat(connection.traffic().ignoredSoFar(Traffic.Odd.ANSWER)).isGreaterThanOrEqualTo(3);
    }
  }

  @Test
  void callWithoutAnAnswerEndsAtItsDeadline() {
    try (var server = StandIn.greeting(vertx, (_, _) -> {});
        var dialled = dialled(server.url())) {
      var reply = dialled.call(dialled.connection(), "health", new JsonObject());
      assertThat(reply.problem().orElseThrow().reason()).isEqualTo(Reason.TIMEOUT);
    }
  }

  @Test
  void callsUnderWayEndWithTheConnection() {
    try (var server = StandIn.greeting(vertx, (socket, _) -> socket.close((short) 1011));
        var dialled = dialled(server.url())) {
      var reply = dialled.call(dialled.connection(), "health", new JsonObject());
      assertThat(reply.problem().orElseThrow().reason()).isEqualTo(Reason.UNAVAILABLE);
    }
  }

  @Test
  void serverThatAcceptsAndSaysNothingIsHung() {
    try (var server = StandIn.raw(vertx, _ -> {});
        var dialled = dialled(server.url())) {
      expect(dialled.failure(), Phase.UPGRADE, Reason.GATEWAY_HUNG);
    }
  }

  @Test
  void serverThatDripsItsAnswerIsHung() {
    var answer = "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\n";
    try (var server = StandIn.raw(vertx, socket -> StandIn.drip(vertx, socket, answer, 200));
        var dialled = dialled(server.url())) {
      expect(dialled.failure(), Phase.UPGRADE, Reason.GATEWAY_HUNG);
    }
  }

  @Test
  void nothingStaysOpenOfAnAttemptThatFailed() {
    var opened = new AtomicInteger();
    var open = new AtomicInteger();
    try (var server =
            StandIn.raw(
                vertx,
                socket -> {
                  opened.incrementAndGet();
                  open.incrementAndGet();
                  socket.closeHandler(_ -> open.decrementAndGet());
                });
        var dialled = dialled(server.url())) {
      for (var i = 0; i < 3; i++) dialled.failure();
      Await.until("all are closed", () -> open.get() == 0);
      assertThat(opened.get()).isGreaterThanOrEqualTo(3);
    }
  }

  @Test
  void messageThatDripsInAndNeverEndsHoldsUpNoCall() {
    try (var server =
            StandIn.greeting(
                vertx,
                (socket, _) -> {
                  socket.writeFrame(WebSocketFrame.textFrame("{", false));
                  vertx.setPeriodic(
                      100,
                      timer ->
                          socket
                              .writeFrame(WebSocketFrame.continuationFrame(BYTE, false))
                              .onFailure(_ -> vertx.cancelTimer(timer)));
                });
        var dialled = dialled(server.url())) {
      var reply = dialled.call(dialled.connection(), "health", new JsonObject());
      assertThat(reply.problem().orElseThrow().reason()).isEqualTo(Reason.TIMEOUT);
    }
  }

  @Test
  void socketWithoutAChallengeIsHung() {
    try (var server = StandIn.speaking(vertx, _ -> {});
        var dialled = dialled(server.url())) {
      expect(dialled.failure(), Phase.CHALLENGE, Reason.GATEWAY_HUNG);
    }
  }

  @Test
  void challengeWithoutAHelloIsHung() {
    try (var server =
            StandIn.speaking(
                vertx, socket -> socket.writeTextMessage(StandIn.challenge().encode()));
        var dialled = dialled(server.url())) {
      expect(dialled.failure(), Phase.HELLO, Reason.GATEWAY_HUNG);
    }
  }

  @Test
  void helloInAProtocolThatWasNotAskedForIsAMismatch() {
    try (var server =
            StandIn.speaking(
                vertx,
                socket -> {
                  socket.textMessageHandler(
                      text -> {
                        var hello = StandIn.hello(new JsonObject(text).getString("id"));
                        hello.getJsonObject("payload").put("protocol", 99);
                        socket.writeTextMessage(hello.encode());
                      });
                  socket.writeTextMessage(StandIn.challenge().encode());
                });
        var dialled = dialled(server.url())) {
      expect(dialled.failure(), Phase.HELLO, Reason.PROTOCOL_MISMATCH);
    }
  }

  @Test
  void helloThatIsNoneIsNoGateway() {
    try (var server =
            StandIn.speaking(
                vertx,
                socket -> {
                  socket.textMessageHandler(
                      text ->
                          answer(socket, new JsonObject(text), new JsonObject().put("type", 1)));
                  socket.writeTextMessage(StandIn.challenge().encode());
                });
        var dialled = dialled(server.url())) {
      expect(dialled.failure(), Phase.HELLO, Reason.NOT_A_GATEWAY);
    }
  }

  @Test
  void webServerIsNoGateway() {
    var page = "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello";
    try (var server = StandIn.raw(vertx, socket -> socket.handler(_ -> socket.write(page)));
        var dialled = dialled(server.url())) {
      expect(dialled.failure(), Phase.UPGRADE, Reason.NOT_A_GATEWAY);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "HTTP/1.1 302 Found, Location: https://login.example/sso?x=1, NOT_A_GATEWAY,"
        + " login.example/sso;",
    "HTTP/1.1 502 Bad Gateway, Server: x, UPGRADE_REFUSED, does not reach the gateway"
  })
  void proxyInFrontIsToldByWhatItAnswers(String line, String header, Reason reason, String words) {
    var answer = line + "\r\n" + header + "\r\nContent-Length: 0\r\n\r\n";
    try (var server = StandIn.raw(vertx, socket -> socket.handler(_ -> socket.write(answer)));
        var dialled = dialled(server.url())) {
      var failure = dialled.failure();
      expect(failure, Phase.UPGRADE, reason);
      assertThat(failure.failure().detail()).contains(words);
    }
  }

  @Test
  void serverThatClosesAtOnceIsReset() {
    try (var server = StandIn.raw(vertx, io.vertx.core.net.NetSocket::close);
        var dialled = dialled(server.url())) {
      assertThat(dialled.failure().failure().reason()).isEqualTo(Reason.RESET);
    }
  }

  @Test
  void nobodyThereIsRefused() {
    var free = dev.lifeguard.peer.Ports.free();
    try (var dialled = dialled(URI.create("ws://127.0.0.1:" + free))) {
      expect(dialled.failure(), Phase.CONNECT, Reason.REFUSED);
    }
  }

  @Test
  void nameThatDoesNotResolveIsUnresolved() {
    try (var dialled = dialled(URI.create("ws://no-such-host.invalid:1"))) {
      expect(dialled.failure(), Phase.RESOLVE, Reason.UNRESOLVED);
    }
  }

  @Test
  void secureSocketToAPlainPortIsATlsFailure() {
    try (var server = StandIn.greeting(vertx, (_, _) -> {});
        var dialled = dialled(URI.create(server.url().toString().replace("ws:", "wss:")))) {
      var failure = dialled.failure();
      expect(failure, Phase.TLS, Reason.TLS_HANDSHAKE);
      assertThat(failure.failure().detail()).contains("URL begins with ws://");
    }
  }

  @Test
  void plainSocketToAPortThatHangsUpIsToldWhatTlsPortsDo() {
    try (var server = StandIn.raw(vertx, socket -> socket.handler(_ -> socket.close()));
        var dialled = dialled(server.url())) {
      var failure = dialled.failure();
      expect(failure, Phase.UPGRADE, Reason.RESET);
      assertThat(failure.failure().detail()).contains("is it wss://?");
    }
  }

  @Test
  void sshServerIsNoGateway() {
    try (var server = StandIn.raw(vertx, socket -> socket.write("SSH-2.0-OpenSSH_9.2\r\n"));
        var dialled = dialled(server.url())) {
      var failure = dialled.failure();
      expect(failure, Phase.UPGRADE, Reason.NOT_A_GATEWAY);
      assertThat(failure.failure().detail()).isEqualTo("what answers speaks no HTTP");
    }
  }

  private static void expect(HandshakeFailure failure, Phase at, Reason reason) {
    assertThat(failure.failure().reason()).as(failure.toString()).isEqualTo(reason);
    assertThat(failure.at()).as(failure.toString()).isEqualTo(at);
  }

  private Reason endOf(Consumer<ServerWebSocket> crime) throws InterruptedException {
    try (var server = StandIn.greeting(vertx, (socket, _) -> crime.accept(socket));
        var dialled = dialled(server.url())) {
      var connection = dialled.connection();
      dialled.call(connection, "health", new JsonObject());
      return dialled.ended().failure().reason();
    }
  }

  private StandIn answeringAfter(String oddity) {
    return StandIn.greeting(
        vertx,
        (socket, frame) -> {
          socket.writeTextMessage(oddity);
          answer(socket, frame, new JsonObject().put("ok", true));
        });
  }

  private static void answer(ServerWebSocket socket, JsonObject request, Object payload) {
    socket.writeTextMessage(StandIn.answer(request.getString("id"), payload).encode());
  }

  private Dialled dialled(URI url) {
    return new Dialled(vertx, Dialled.settings(url, "t"), SHORT);
  }
}
