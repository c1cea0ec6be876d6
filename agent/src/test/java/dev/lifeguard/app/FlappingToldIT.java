package dev.lifeguard.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.gateway.StandIn;
import dev.lifeguard.peer.Await;
import dev.lifeguard.peer.Folder;
import dev.lifeguard.peer.Ports;
import dev.lifeguard.peer.Relay;
import dev.lifeguard.peer.RunningAgent;
import dev.lifeguard.peer.Sshd;
import io.vertx.core.Vertx;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * What comes and goes, told apart by how it ends: a running agent keeps two tunnels to a real sshd
 * through relays, and speaks to a gateway that is born anew. That a connection is cut at a constant
 * age takes a minute to see, and is shown by recorded ends only.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FlappingToldIT {
  private static final int ENDS = 3;
  private static final AtomicInteger ALWAYS = new AtomicInteger();
  private static final JsonObject WELL = new JsonObject().put("ok", true);

  private final HttpClient http = HttpClient.newHttpClient();
  private final Vertx vertx = Vertx.vertx();
  private final Queue<ServerWebSocket> sockets = new ConcurrentLinkedQueue<>();
  private final AtomicInteger boot = new AtomicInteger();
  private final AtomicInteger greeted = new AtomicInteger();
  private final Folder folder = new Folder("flapping");
  private Sshd sshd;
  private Relay cut;
  private Relay lossy;
  private StandIn calm;
  private StandIn reborn;
  private RunningAgent agent;

  @BeforeAll
  void start() {
    sshd = Sshd.plain();
    cut = new Relay("127.0.0.1", sshd.port());
    lossy = new Relay("127.0.0.1", sshd.port());
    reborn = StandIn.living(vertx, socket -> greet(socket, boot, this::remember));
    calm = StandIn.living(vertx, socket -> greet(socket, ALWAYS, _ -> {}));
    var known = folder.write("known", line(cut) + line(lossy)).toString();
    agent =
        new RunningAgent(
                "gateways:\n"
                    + tunnel("cut", cut, known)
                    + tunnel("lossy", lossy, known)
                    + "  - {name: reborn, url: \"%s\", token: abc}\n".formatted(reborn.url())
                    + "rules: []\nremedies: []\n")
            .awaitReady();
  }

  @AfterAll
  void stop() {
    if (agent != null) agent.close();
    reborn.close();
    calm.close();
    cut.close();
    lossy.close();
    sshd.close();
    folder.close();
    vertx.close().await();
  }

  private String line(Relay relay) {
    return "[127.0.0.1]:%d %s\n".formatted(relay.port(), sshd.hostKey().publicLine());
  }

  private String tunnel(String name, Relay relay, String known) {
    var local = Ports.free();
    return """
      - name: %s
        url: "ws://127.0.0.1:%d"
        token: abc
        tunnel:
          ssh: "%s@127.0.0.1:%d"
          identity: "%s"
          known-hosts: ["%s"]
          keepalive: {every: 500ms, misses: 1}
          forwards: [{name: gateway, local: "127.0.0.1:%d", remote: "127.0.0.1:%d"}]
    """
        .formatted(
            name,
            local,
            sshd.user(),
            relay.port(),
            sshd.clientKey().file(),
            known,
            local,
            calm.url().getPort());
  }

  @Test
  void aTunnelThatIsCutAgainAndAgainIsFlapping() {
    for (var end = 0; end < ENDS; end++) {
      awaitActive("cut");
      cut.cut();
      awaitLost("cut", end + 1);
    }
    awaitCause("cut", "tunnel_flapping");
  }

  @Test
  void aTunnelWhoseKeepalivesGoUnansweredLosesPackets() {
    for (var end = 0; end < ENDS; end++) {
      awaitActive("lossy");
      lossy.silence();
      awaitLost("lossy", end + 1);
      lossy.speak();
    }
    awaitCause("lossy", "flapping_loss");
  }

  @Test
  void connectionsThatEndWithTheGatewaysOwnRestartsAreItsDoing() {
    for (var end = 0; end < ENDS; end++) {
      var before = greeted.get();
      Await.until("it is greeted", Duration.ofSeconds(30), () -> !sockets.isEmpty());
      boot.incrementAndGet();
      sockets.removeIf(
          socket -> {
            socket.close((short) 1012, "service restart");
            return true;
          });
      Await.until("it is greeted anew", Duration.ofSeconds(30), () -> greeted.get() > before);
    }
    awaitCause("reborn", "flapping_gateway_restart");
  }

  /** Says hello with the present life's bootId, and tells who was greeted. */
  private static void greet(
      ServerWebSocket socket, AtomicInteger life, Consumer<ServerWebSocket> greeted) {
    socket.textMessageHandler(
        text -> {
          var frame = new JsonObject(text);
          var connect = frame.getString("method").equals("connect");
          var id = frame.getString("id");
          socket.writeTextMessage((connect ? hello(id, life) : StandIn.answer(id, WELL)).encode());
          if (connect) greeted.accept(socket);
        });
    socket.writeTextMessage(StandIn.challenge().encode());
  }

  private static JsonObject hello(String id, AtomicInteger life) {
    var hello = StandIn.hello(id);
    hello.getJsonObject("payload").getJsonObject("server").put("bootId", "life-" + life.get());
    return hello;
  }

  private void remember(ServerWebSocket socket) {
    sockets.add(socket);
    greeted.incrementAndGet();
  }

  private void awaitActive(String gateway) {
    agent.await(
        gateway + " is active", () -> tunnel(gateway).getString("state", "").equals("active"));
  }

  private void awaitLost(String gateway, int times) {
    agent.await(gateway + " is lost", () -> tunnel(gateway).getInteger("generation", 0) > times);
  }

  private JsonObject tunnel(String gateway) {
    return agent.json("/api/v1/tunnels").getJsonArray("tunnels").stream()
        .map(JsonObject.class::cast)
        .filter(it -> it.getString("gateway").equals(gateway))
        .findFirst()
        .orElseGet(JsonObject::new);
  }

  private void awaitCause(String gateway, String cause) {
    agent.await(
        gateway + ": " + cause,
        () -> {
          var told = diagnosis(gateway);
          return told.getString("cause").equals(cause);
        });
    assertThat(agent.text("/metrics"))
        .containsPattern("lifeguard_causes_total\\{cause=\"" + cause + "\",?\\} [1-9]");
  }

  /** Walks now, as the console's button does. */
  private JsonObject diagnosis(String gateway) {
    var request =
        HttpRequest.newBuilder(
                URI.create(agent.address() + "/api/v1/gateways/" + gateway + "/diagnosis"))
            .timeout(Duration.ofSeconds(60))
            .header("Authorization", "Bearer " + agent.token())
            .POST(HttpRequest.BodyPublishers.noBody())
            .build();
    try {
      return new JsonObject(http.send(request, HttpResponse.BodyHandlers.ofString()).body());
    } catch (IOException e) {
      throw new AssertionError(agent.log(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }
}
