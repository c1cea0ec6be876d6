package dev.lifeguard.chaos;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.lifeguard.peer.Folder;
import dev.lifeguard.peer.Program;
import dev.lifeguard.peer.RunningAgent;
import dev.lifeguard.store.Extract;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * Row R1: an agent that is killed at random moments in a storm of alerts, and a receiver that is
 * down half of the time. In the end each transition must have been told, under a key of its own,
 * firing before resolved.
 */
final class AlertStorm implements AutoCloseable {
  private static final Duration CALM = Duration.ofMinutes(15);

  /** One alert in a notice that the receiver took. */
  private record Told(String notice, String key, String alert, String status) {}

  /** What came of it. */
  record Result(
      int kills, int transitions, int told, int retried, int refused, List<String> faults) {
    @Override
    public String toString() {
      return "R1 kills=%d transitions=%d told=%d retried_under_the_same_key=%d refused=%d faults=%d"
          .formatted(kills, transitions, told, retried, refused, faults.size());
    }
  }

  private final Folder folder = new Folder("storm");
  private final Random random;
  private final BlockingQueue<Told> told = new LinkedBlockingQueue<>();
  private final HttpServer receiver;
  private volatile boolean down;
  private volatile int refused;

  AlertStorm(long seed) throws IOException {
    random = new Random(seed);
    receiver = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50);
    receiver.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    receiver.createContext("/", this::hear);
    receiver.start();
  }

  public static void main(String[] args) throws Exception {
    var kills = args.length > 0 ? Integer.parseInt(args[0]) : 200;
    var seed = args.length > 1 ? Long.parseLong(args[1]) : 1;
    try (var storm = new AlertStorm(seed)) {
      var result = storm.run(kills);
      System.out.println(result);
      result.faults().stream().limit(20).forEach(System.out::println);
      System.exit(result.faults().isEmpty() ? 0 : 1);
    }
  }

  Result run(int kills) throws Exception {
    for (var i = 0; i < kills; i++) {
      down = i % 2 == 1;
      var agent = agent(String.valueOf(random.nextLong()));
      agent.awaitReady(Duration.ofSeconds(60), () -> agent.log().lines().count() > 0);
      pause(random.nextInt(1200));
      agent.kill();
      agent.awaitExit(Duration.ofSeconds(20));
      agent.close();
    }
    down = false;
    try (var last = agent("calm")) {
      if (last.awaitExit(CALM) != 0) throw new AssertionError(last.log());
    }
    return judge(kills);
  }

  private Program agent(String mood) {
    var url = "http://127.0.0.1:" + receiver.getAddress().getPort() + "/";
    var java = Path.of(System.getProperty("java.home"), "bin/java");
    var log = folder.resolve("log-" + random.nextLong());
    return Program.start(
        new Program.Launch(
            List.of(
                java.toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xmx128m",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-cp",
                RunningAgent.classPath(),
                StormAgent.class.getName(),
                folder.resolve("data").toString(),
                url,
                mood),
            folder.path(),
            Map.of(),
            log));
  }

  /** Down, it refuses what comes. */
  private void hear(HttpExchange exchange) throws IOException {
    try (exchange) {
      var body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
      if (down) {
        refuse(exchange);
        return;
      }
      take(exchange.getRequestHeaders().getFirst("X-Lifeguard-Key"), new JsonObject(body));
      exchange.sendResponseHeaders(200, -1);
    }
  }

  @SuppressWarnings("NonAtomicOperationOnVolatileField") // a figure for people
  private void refuse(HttpExchange exchange) throws IOException {
    refused++;
    exchange.sendResponseHeaders(503, -1);
  }

  private void take(String notice, JsonObject body) {
    for (var item : body.getJsonArray("alerts")) {
      var alert = (JsonObject) item;
      told.add(
          new Told(
              String.valueOf(notice),
              alert.getString("key"),
              alert.getString("fingerprint"),
              alert.getString("status")));
    }
  }

  private Result judge(int kills) {
    var faults = new ArrayList<String>();
    var once = once(faults);
    inOrder(once, faults);
    var transitions = transitions();
    for (var key : transitions) if (!once.containsKey(key)) faults.add("never told: " + key);
    var retried = told.size() - once.size();
    return new Result(kills, transitions.size(), once.size(), retried, refused, faults);
  }

  /** A key that came twice may only have come in the same notice: a retry after a kill. */
  private Map<String, Told> once(List<String> faults) {
    var once = new LinkedHashMap<String, Told>();
    for (var one : told) {
      var before = once.putIfAbsent(one.key, one);
      if (before != null && !before.equals(one))
        faults.add("one key for two things: " + before + " and " + one);
    }
    return once;
  }

  private static void inOrder(Map<String, Told> once, List<String> faults) {
    var last = new HashMap<String, Told>();
    for (var one : once.values()) {
      var before = last.put(one.alert, one);
      var wanted = before == null || before.status.equals("resolved") ? "firing" : "resolved";
      if (!one.status.equals(wanted)) faults.add("out of order: " + before + " then " + one);
      if (before != null && number(before) > number(one))
        faults.add("out of order: " + before + " then " + one);
    }
    for (var one : last.values())
      if (!one.status.equals("resolved")) faults.add("its end was never told: " + one);
  }

  private static long number(Told one) {
    return Long.parseLong(one.key.replaceFirst("-over$", "").replaceFirst("^.*-", ""));
  }

  /** What the agents wrote down before it took effect. */
  private Set<String> transitions() {
    try (var extract = new Extract(folder.resolve("data"))) {
      return new HashSet<>(
          extract
              .query(
                  "SELECT alert || '-' || no AS key FROM alert_transition"
                      + " WHERE kind IN ('fired', 'resolved')",
                  row -> row.text("key"))
              .toCompletionStage()
              .toCompletableFuture()
              .orTimeout(20, TimeUnit.SECONDS)
              .join());
    }
  }

  private static void pause(int millis) {
    try {
      new CountDownLatch(1).await(millis, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      throw new UncheckedIOException(new IOException(e));
    }
  }

  @Override
  public void close() {
    receiver.stop(0);
    folder.close();
  }
}
