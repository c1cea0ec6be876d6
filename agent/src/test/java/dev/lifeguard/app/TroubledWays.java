package dev.lifeguard.app;

import dev.lifeguard.gateway.StandIn;
import dev.lifeguard.notify.Ear;
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
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * A running agent whose tunnels to a real sshd lead through bad lines, each bad in its own way, and
 * which speaks to a gateway that is born anew.
 */
public final class TroubledWays implements AutoCloseable {
  /** What our own keepalive ends: a round trip needs more than half of the second it waits. */
  public static final String STRICT = "strict";

  public static final String CUT = "cut";
  public static final String LOSSY = "lossy";
  public static final String AGED = "aged";
  public static final String MUTE = "mute";
  public static final String REBORN = "reborn";

  private static final Map<String, String> SETTINGS =
      Map.of(
          CUT, "keepalive: {every: 500ms, misses: 1}",
          LOSSY, "keepalive: {every: 500ms, misses: 1}",
          STRICT, "keepalive: {every: 1s, misses: 1}",
          AGED, "keepalive: {every: 2s, misses: 2}",
          MUTE, "connect-timeout: 3m");

  private static final String RULES =
      """
      alerts:
        - {name: coming_and_going, condition: tunnel_reconnects >= 3, severity: critical}
        - {name: a_fourth_time, condition: tunnel_reconnects >= 4, severity: critical}
        - {name: a_sixth_time, condition: tunnel_reconnects >= 6, severity: critical}
        - {name: tunnel_pending, condition: tunnel_state == "pending", for: 91s, severity: critical}
      """;

  private static final int ENDS = 3;
  private static final AtomicInteger ALWAYS = new AtomicInteger();
  private static final JsonObject WELL = new JsonObject().put("ok", true);

  private final HttpClient http = HttpClient.newHttpClient();
  private final Vertx vertx = Vertx.vertx();
  private final Queue<ServerWebSocket> sockets = new ConcurrentLinkedQueue<>();
  private final AtomicInteger boot = new AtomicInteger();
  private final AtomicInteger greeted = new AtomicInteger();
  private final Folder folder = new Folder("troubled");
  private final Sshd sshd = Sshd.plain();
  private final Map<String, Relay> lines = new TreeMap<>();
  private final StandIn calm;
  private final StandIn reborn;
  private final Ear ear;
  private final ToldCauses told;
  private final RunningAgent agent;

  /**
   * @param age at which the line of {@link #AGED} is cut, again and again
   */
  public TroubledWays(Duration age) throws IOException {
    SETTINGS.keySet().forEach(name -> lines.put(name, new Relay("127.0.0.1", sshd.port())));
    lines.get(AGED).limitAge(age);
    lines.get(STRICT).delay(Duration.ofMillis(300));
    lines.get(MUTE).silence();
    reborn = StandIn.living(vertx, socket -> greet(socket, boot, this::remember));
    calm = StandIn.living(vertx, socket -> greet(socket, ALWAYS, _ -> {}));
    ear = new Ear();
    told = new ToldCauses(ear);
    agent = new RunningAgent(configuration(), Map.of("rules.yaml", RULES)).awaitReady();
  }

  private String configuration() {
    var gateways = new StringBuilder("gateways:\n");
    SETTINGS.forEach((name, setting) -> gateways.append(tunnel(name, setting)));
    return gateways
        .append("  - {name: reborn, url: \"%s\", token: abc}\n".formatted(reborn.url()))
        .append("defaults: {probes: {ssh-auth: {every: 4s, timeout: 10s}}}\n")
        .append("rules: [rules.yaml]\nremedies: []\n")
        .append(
            "notify: {receivers: [{name: ops, webhook: {url: \"%s\"}}]}\n".formatted(ear.uri("/")))
        .toString();
  }

  private String tunnel(String name, String setting) {
    var local = Ports.free();
    var line = lines.get(name);
    var known =
        folder.write(
            "known-" + name,
            "[127.0.0.1]:%d %s\n".formatted(line.port(), sshd.hostKey().publicLine()));
    return """
      - name: %s
        url: "ws://127.0.0.1:%d"
        token: abc
        tunnel:
          ssh: "%s@127.0.0.1:%d"
          identity: "%s"
          known-hosts: ["%s"]
          %s
          forwards: [{name: gateway, local: "127.0.0.1:%d", remote: "127.0.0.1:%d"}]
    """
        .formatted(
            name,
            local,
            sshd.user(),
            line.port(),
            sshd.clientKey().file(),
            known,
            setting,
            local,
            calm.url().getPort());
  }

  /** Again and again, as soon as it stands. */
  public void trouble(String gateway, Consumer<Relay> fault) {
    for (var end = 0; end < ENDS; end++) {
      var before = generation(gateway);
      agent.await(gateway + " is active", () -> isActive(gateway) || generation(gateway) > before);
      fault.accept(lines.get(gateway));
      agent.await(gateway + " is lost", () -> generation(gateway) > before);
      lines.get(gateway).speak();
    }
  }

  /** The gateway begins another life and says so, three times. */
  public void restart() {
    for (var end = 0; end < ENDS; end++) {
      var before = greeted.get();
      Await.until("it is greeted", Duration.ofMinutes(1), () -> !sockets.isEmpty());
      boot.incrementAndGet();
      sockets.removeIf(
          socket -> {
            socket.close((short) 1012, "service restart");
            return true;
          });
      Await.until("it is greeted anew", Duration.ofMinutes(1), () -> greeted.get() > before);
    }
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

  private boolean isActive(String gateway) {
    return tunnel(gateway).getString("state", "").equals("active");
  }

  private int generation(String gateway) {
    return tunnel(gateway).getInteger("generation", 0);
  }

  private JsonObject tunnel(String gateway) {
    return agent.json("/api/v1/tunnels").getJsonArray("tunnels").stream()
        .map(JsonObject.class::cast)
        .filter(it -> it.getString("gateway").equals(gateway))
        .findFirst()
        .orElseGet(JsonObject::new);
  }

  /** The agent's log, and what was heard of it. */
  public String report() {
    return told + "\n" + agent.log();
  }

  /** Until a probe has asked on the session that stands. */
  public void awaitRoundTrip(String gateway) {
    var phase =
        "lifeguard_probe_phase_seconds{gateway=\"%s\",probe=\"ssh-auth\",phase=\"keepalive\""
            .formatted(gateway);
    agent.await(gateway + " has a round trip", () -> metrics().contains(phase));
  }

  public ToldCauses told() {
    return told;
  }

  public Path configurationFile() {
    return agent.folder().resolve("lifeguard.yaml");
  }

  public String metrics() {
    return agent.text("/metrics");
  }

  /** The cause that a walk finds now; the agent walks as for the console's button. */
  public String walked(String gateway) {
    var request =
        HttpRequest.newBuilder(
                URI.create(agent.address() + "/api/v1/gateways/" + gateway + "/diagnosis"))
            .timeout(Duration.ofSeconds(60))
            .header("Authorization", "Bearer " + agent.token())
            .POST(HttpRequest.BodyPublishers.noBody())
            .build();
    try {
      var answer = http.send(request, HttpResponse.BodyHandlers.ofString()).body();
      return new JsonObject(answer).getString("cause", answer);
    } catch (IOException e) {
      throw new AssertionError(agent.log(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  @Override
  public void close() throws IOException {
    agent.close();
    ear.close();
    reborn.close();
    calm.close();
    lines.values().forEach(Relay::close);
    sshd.close();
    folder.close();
    vertx.close().await();
  }
}
