package dev.lifeguard.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.gateway.StandIn;
import io.vertx.core.Vertx;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;

/**
 * What a real gateway of this release does not say to us: it keeps the scopes of whoever comes over
 * loopback, and speaks our protocol. The stand-in sends the real one's frames.
 */
@ResourceLock(Resources.SYSTEM_PROPERTIES)
class DiagnoseStandInIT {
  private final Vertx vertx = Vertx.vertx();

  @RegisterExtension final HomeFolder home = new HomeFolder();

  @AfterEach
  void close() {
    vertx.close().await();
  }

  @Test
  void scopeMissing() {
    try (var gateway =
        StandIn.living(vertx, socket -> answering(socket, DiagnoseStandInIT::poor))) {
      var ran = diagnose(gateway);
      assertThat(ran.cause()).as(ran.out()).isEqualTo("scope_missing");
      assertThat(ran.evidence()).contains("operator.read");
    }
  }

  @Test
  void protocolMismatch() {
    var error =
        new JsonObject()
            .put("code", "INVALID_REQUEST")
            .put("message", "protocol mismatch")
            .put(
                "details",
                new JsonObject()
                    .put("code", "PROTOCOL_MISMATCH")
                    .put("clientMinProtocol", 4)
                    .put("expectedProtocol", 7));
    try (var gateway =
        StandIn.living(vertx, socket -> answering(socket, id -> refused(id, error)))) {
      var ran = diagnose(gateway);
      assertThat(ran.cause()).as(ran.out()).isEqualTo("protocol_mismatch");
    }
  }

  /** As a gateway says it that was stopped for 1.3 s again and again. */
  @Test
  void overloadOfTheEventLoop() {
    var loop =
        new JsonObject()
            .put("degraded", true)
            .put("reasons", new JsonArray().add("event_loop_delay"))
            .put("delayP99Ms", 1312.5);
    var health = new JsonObject().put("ok", true).put("eventLoop", loop);
    try (var gateway = StandIn.living(vertx, socket -> answering(socket, StandIn::hello, health))) {
      var ran = diagnose(gateway);
      assertThat(ran.cause()).as(ran.out()).isEqualTo("overload_event_loop");
      assertThat(ran.verdict("gateway")).isEqualTo("pass");
    }
  }

  @Test
  void credentialMissing() {
    try (var gateway = StandIn.living(vertx, socket -> answering(socket, StandIn::hello))) {
      var nowhere = home.resolve("no-such-token");
      var ran = Ran.of("diagnose", gateway.url(), "--token-file", nowhere, "--json");
      assertThat(ran.cause()).as(ran.out()).isEqualTo("credential_missing");
    }
  }

  private Ran diagnose(StandIn gateway) {
    var token = home.secret("token", WrittenTunnel.TOKEN);
    return Ran.of("diagnose", gateway.url(), "--token-file", token, "--json");
  }

  private interface Hello {
    JsonObject to(String id);
  }

  private static void answering(ServerWebSocket socket, Hello hello) {
    answering(socket, hello, new JsonObject().put("ok", true));
  }

  private static void answering(ServerWebSocket socket, Hello hello, JsonObject others) {
    socket.textMessageHandler(
        text -> {
          var frame = new JsonObject(text);
          var id = frame.getString("id");
          var connect = frame.getString("method").equals("connect");
          socket.writeTextMessage((connect ? hello.to(id) : StandIn.answer(id, others)).encode());
        });
    socket.writeTextMessage(StandIn.challenge().encode());
  }

  /** As a gateway answers to whom it takes every scope from, without a word. */
  private static JsonObject poor(String id) {
    var hello = StandIn.hello(id);
    hello.getJsonObject("payload").put("auth", new JsonObject().put("scopes", new JsonArray()));
    return hello;
  }

  private static JsonObject refused(String id, JsonObject error) {
    return new JsonObject().put("type", "res").put("id", id).put("ok", false).put("error", error);
  }
}
