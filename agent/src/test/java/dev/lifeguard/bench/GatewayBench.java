package dev.lifeguard.bench;

import com.sun.net.httpserver.HttpServer;
import dev.lifeguard.peer.Await;
import dev.lifeguard.peer.OpenClaw;
import dev.lifeguard.peer.Ports;
import dev.lifeguard.peer.Program;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * Rows P10 and P11 with a real gateway and the real program: from a SIGKILL to its alert and its
 * webhook, and how long a check takes beside OpenClaw's own commands.
 *
 * <p>Arguments: the launcher, how many kills, how many runs of each command.
 */
public final class GatewayBench {
  private final Path launcher;
  private final int kills;
  private final int runs;
  private final Path folder = Files.createTempDirectory("lifeguard-bench");
  private final int port = Ports.free();
  private final LinkedBlockingQueue<Instant> delivered = new LinkedBlockingQueue<>();
  private final HttpClient http = HttpClient.newHttpClient();
  private final OpenClaw gateway = OpenClaw.plain();

  private GatewayBench(List<String> arguments) throws IOException {
    launcher = Path.of(arguments.get(0)).toAbsolutePath();
    kills = Integer.parseInt(arguments.get(1));
    runs = Integer.parseInt(arguments.get(2));
  }

  public static void main(String[] arguments) throws Exception {
    new GatewayBench(List.of(arguments)).run();
    System.exit(0);
  }

  private void run() throws Exception {
    var hook = hook();
    var file = config(hook.getAddress().getPort(), gateway.port());
    cold("P11 check, cold, alive", file);
    cold("P11 check, cold, dead", config(hook.getAddress().getPort(), Ports.free()));
    file = config(hook.getAddress().getPort(), gateway.port());
    var agent = Program.start(launch(launcher, "run", "--config", file));
    try {
      Await.until("the agent sees it run", Duration.ofSeconds(60), () -> status("running"));
      cold("P11 check, agent running", file);
      theirs("P11 openclaw gateway probe --json", "gateway", "probe", "--json");
      theirs("P11 openclaw health --json", "health", "--json");
      deaths();
    } finally {
      agent.close();
      gateway.close();
      hook.stop(0);
    }
  }

  private void deaths() throws Exception {
    var toAlert = new ArrayList<Double>();
    var toHook = new ArrayList<Double>();
    for (var i = 0; i < kills; i++) {
      var closed = closing();
      delivered.clear();
      gateway.kill();
      var at = closed.get(30, TimeUnit.SECONDS);
      Await.until("its alert fires", Duration.ofSeconds(30), () -> fired().isAfter(at));
      toAlert.add(millis(at, fired()));
      var told = delivered.poll(30, TimeUnit.SECONDS);
      if (told != null) toHook.add(millis(at, told));
      gateway.startAgain();
      Await.until("the agent sees it run", Duration.ofSeconds(60), () -> status("running"));
    }
    print("P10 socket closed to alert fired", toAlert);
    print("P10 socket closed to webhook delivered", toHook);
  }

  /** When a connection of ours to the gateway ends: the kernel closes it with the process. */
  private CompletableFuture<Instant> closing() throws IOException {
    var socket = new Socket(InetAddress.getLoopbackAddress(), gateway.port());
    var ended = new CompletableFuture<Instant>();
    Thread.ofPlatform()
        .daemon()
        .start(
            () -> {
              try (socket) {
                socket.getInputStream().read();
              } catch (IOException e) {
                // reset: that is the end too
              }
              ended.complete(Instant.now());
            });
    return ended;
  }

  private void cold(String what, Path file) {
    var took = new ArrayList<Double>();
    for (var i = 0; i <= runs; i++) {
      var start = System.nanoTime();
      try (var check = Program.start(launch(launcher, "check", "--config", file))) {
        check.awaitExit(Duration.ofSeconds(60));
      }
      if (i > 0) took.add((System.nanoTime() - start) / 1e6);
    }
    print(what, took);
  }

  private void theirs(String what, String... words) {
    var took = new ArrayList<Double>();
    for (var i = 0; i < Math.min(runs, 3); i++) {
      var start = System.nanoTime();
      gateway.cli(words);
      took.add((System.nanoTime() - start) / 1e6);
    }
    print(what, took);
  }

  private boolean status(String wanted) {
    return read("/api/v1/gateways").contains("\"status\":\"" + wanted + "\"");
  }

  private Instant fired() {
    var json = new JsonObject(read("/api/v1/alerts"));
    return json.getJsonArray("alerts").stream()
        .map(JsonObject.class::cast)
        .filter(alert -> alert.getString("name").equals("gateway_down"))
        .filter(alert -> alert.getString("state").equals("firing"))
        .map(alert -> Instant.parse(alert.getString("firedAt")))
        .findFirst()
        .orElse(Instant.MIN);
  }

  private String read(String path) {
    try {
      var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path)).build();
      return new JsonObject(http.send(request, BodyHandlers.ofString()).body()).encode();
    } catch (IOException e) {
      return "{\"alerts\":[]}"; // it is not up yet
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private HttpServer hook() throws IOException {
    var server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
    server.createContext(
        "/",
        exchange -> {
          var now = Instant.now();
          var body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
          if (body.contains("gateway_down")) delivered.add(now);
          exchange.sendResponseHeaders(204, -1);
          exchange.close();
        });
    server.start();
    return server;
  }

  private Path config(int hook, int gatewayPort) throws IOException {
    var text =
        """
        agent: {listen: "127.0.0.1:%d", data-dir: "%s"}
        gateways: {name: home, url: "ws://127.0.0.1:%d", token: "%s"}
        notify: {receivers: {name: hook, webhook: {url: "http://127.0.0.1:%d/"}}}
        """;
    return Files.writeString(
        Files.createTempFile(folder, "bench", ".yaml"),
        text.formatted(port, folder.resolve("data"), gatewayPort, gateway.token(), hook));
  }

  private Program.Launch launch(Object... command) {
    var words = List.of(command).stream().map(Object::toString).toList();
    return new Program.Launch(
        words, folder, Map.of("HOME", folder.toString()), folder.resolve("out.log"));
  }

  private static double millis(Instant from, Instant to) {
    return Duration.between(from, to).toNanos() / 1e6;
  }

  private static void print(String what, List<Double> took) {
    var sorted = took.stream().sorted().toList();
    if (sorted.isEmpty()) System.out.printf("%-42s nothing%n", what);
    else
      System.out.printf(
          "%-42s n=%d median %.0f ms, least %.0f, most %.0f%n",
          what, sorted.size(), sorted.get(sorted.size() / 2), sorted.getFirst(), sorted.getLast());
  }
}
