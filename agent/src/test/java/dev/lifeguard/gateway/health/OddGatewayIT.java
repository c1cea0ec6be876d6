package dev.lifeguard.gateway.health;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.bus.Event;
import dev.lifeguard.config.Secret;
import dev.lifeguard.config.SecretSource;
import dev.lifeguard.fact.Fact;
import dev.lifeguard.fact.FactValue;
import dev.lifeguard.fact.Subject;
import dev.lifeguard.gateway.GatewayControl;
import dev.lifeguard.gateway.GatewayEvent;
import dev.lifeguard.gateway.GatewaySettings;
import dev.lifeguard.gateway.GatewayState;
import dev.lifeguard.gateway.StandIn;
import dev.lifeguard.time.RealTime;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the watch makes of gateways that do what a real one cannot be made to do. */
class OddGatewayIT {
  private final Vertx vertx = Vertx.vertx();
  @TempDir Path dataDir;

  @AfterEach
  void close() {
    vertx.close().await();
  }

  @Test
  void deathOfOneThatBrokeOffBeforeIsToldBeforeTheNextAttempt() {
    var sockets = new CopyOnWriteArrayList<ServerWebSocket>();
    try (var gateway =
            StandIn.greeting(
                vertx,
                (socket, frame) -> {
                  sockets.addIfAbsent(socket);
                  var id = frame.getString("id");
                  socket.writeTextMessage(StandIn.answer(id, new JsonObject()).encode());
                });
        var watched = Watched.of(gateway.url(), "t", dataDir)) {
      // after the second break the next attempt is held back for a while
      for (var i = 0; i < 2; i++) {
        watched.fact(Fact.GATEWAY_LATENCY, _ -> true);
        sockets.getLast().close((short) 1011);
        watched.await(GatewayEvent.Disconnected.class, _ -> true);
        watched.await(GatewayEvent.Connected.class, _ -> true);
      }
      gateway.stop();
      watched.state(GatewayState.STOPPED);
      assertThat(sinceTheLastBreak(watched))
          .noneMatch(GatewayEvent.ConnectFailed.class::isInstance);
    }
  }

  /** Its hello says that all is well, each time. */
  @Test
  void gatewayThatLetsUsInOnlyToThrowUsOutDoesNotRun() {
    try (var gateway =
            StandIn.living(
                vertx,
                socket -> {
                  socket.textMessageHandler(
                      text -> {
                        var id = new JsonObject(text).getString("id");
                        socket.writeTextMessage(StandIn.hello(id).encode());
                        socket.close((short) 1008, "not today");
                      });
                  socket.writeTextMessage(StandIn.challenge().encode());
                });
        var watched = Watched.of(gateway.url(), "t", dataDir)) {
      watched.state(GatewayState.RUNNING);
      var quiet = watched.state(GatewayState.QUIET);
      assertThat(quiet.now().seen()).contains("closed with 1008 not today");
      for (var i = 0; i < 2; i++) watched.await(GatewayEvent.Connected.class, _ -> true);
      assertThat(watched.states()).endsWith(GatewayState.QUIET);
    }
  }

  /** With an Origin header, which the client library sends by itself, nothing would be granted. */
  @Test
  void probesOnlyEverReadAndRemediesComeWithTheirOwnToken() {
    var knocks = new LinkedBlockingQueue<Knock>();
    var none = new SecretSource.None();
    try (var gateway =
        StandIn.listening(vertx, (headers, frame) -> knocks.add(new Knock(headers, frame)))) {
      var settings =
          new GatewaySettings(
              Watched.NAME,
              gateway.url(),
              new SecretSource.Given(new Secret("reads")),
              none,
              new SecretSource.Given(new Secret("controls")),
              Optional.empty(),
              Optional.empty());
      try (var watched = new Watched(settings, WatchSettings.DEFAULT, dataDir)) {
        watched.state(GatewayState.RUNNING);
        expect(knocks.remove(), "reads", "operator.read");
        new GatewayControl(vertx, new RealTime(vertx), settings, dataDir.resolve("key"))
            .call("health", new JsonObject(), Duration.ofSeconds(10))
            .await();
        expect(knocks.remove(), "controls", "operator.admin");
        assertThat(watched.told(GatewayEvent.Disconnected.class)).isEmpty();
      }
    }
  }

  private record Knock(MultiMap headers, JsonObject frame) {}

  private static void expect(Knock knock, String token, String scope) {
    var params = knock.frame().getJsonObject("params");
    assertThat(params.getJsonObject("auth").getString("token")).isEqualTo(token);
    assertThat(params.getJsonArray("scopes")).containsExactly(scope);
    assertThat(knock.headers().contains("Origin")).isFalse();
  }

  @Test
  void gatewaysOfOneAgentFindOutThatTheyShareALog() {
    var at = Instant.now().minusSeconds(60);
    try (var one = logging("p1", at);
        var two = logging("p2", at);
        var watched = Watched.of(one.url(), "t", dataDir)) {
      watched.fact(Fact.ERRORS_HOURLY, it -> it.equals(FactValue.of(1)));
      watched.also(
          GatewaySettings.of("rescue", two.url(), new SecretSource.Given(new Secret("t"))));
      watched.fact(
          Subject.gateway(Watched.NAME),
          Fact.ERRORS_HOURLY,
          it -> it.toString().contains("gateway rescue writes into the same log, /tmp/shared.log"));
      watched.fact(
          Subject.gateway("rescue"),
          Fact.ERRORS_HOURLY,
          it -> it.toString().contains("gateway home writes into the same log"));
    }
  }

  /** One whose log holds one error. */
  private StandIn logging(String process, Instant at) {
    var meta =
        new JsonObject().put("date", at.toString()).put("logLevelName", "ERROR").put("name", "x");
    var line = new JsonObject().put("message", "failed").put("_meta", meta).encode();
    var tail = new JsonObject().put("file", "/tmp/shared.log").put("cursor", 9);
    tail.put("lines", new JsonArray().add(line));
    var empty = tail.copy().put("lines", new JsonArray());
    return StandIn.greeting(
        vertx,
        (socket, frame) -> {
          var payload =
              switch (frame.getString("method")) {
                case "system.info" -> new JsonObject().put("processInstanceId", process);
                case "logs.tail" ->
                    frame.getJsonObject("params").containsKey("cursor") ? empty : tail;
                default -> new JsonObject();
              };
          socket.writeTextMessage(StandIn.answer(frame.getString("id"), payload).encode());
        });
  }

  private static List<Event> sinceTheLastBreak(Watched watched) {
    var told = watched.told(Event.class);
    var dead =
        told.stream()
            .filter(GatewayEvent.StateChanged.class::isInstance)
            .map(GatewayEvent.StateChanged.class::cast)
            .filter(it -> it.now().state() == GatewayState.STOPPED)
            .findFirst()
            .orElseThrow();
    var before = told.subList(0, told.indexOf(dead));
    var breaks = before.stream().filter(GatewayEvent.Disconnected.class::isInstance).toList();
    return before.subList(before.lastIndexOf(breaks.getLast()), before.size());
  }

  @Test
  void helloThatGrantsNothingIsSaidAndNotTriedAgain() {
    try (var gateway = StandIn.grantingNothing(vertx);
        var watched = Watched.of(gateway.url(), "t", dataDir)) {
      var refused = watched.state(GatewayState.UNAUTHORIZED).now();
      assertThat(refused.reason()).isEqualTo("scope_missing");
      assertThat(refused.seen()).contains("operator.read was asked for").contains("granted []");
      watched.fact(Fact.GATEWAY_LATENCY, _ -> true);
      assertThat(watched.told(GatewayEvent.Connected.class)).hasSize(1);
      assertThat(watched.told(GatewayEvent.ConnectFailed.class)).isEmpty();
    }
  }
}
