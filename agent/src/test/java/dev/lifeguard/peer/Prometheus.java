package dev.lifeguard.peer;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** A real Prometheus that scrapes every second. */
public final class Prometheus implements AutoCloseable {
  private final Folder folder = new Folder("prometheus");
  private final int port = Ports.free();
  private final Program program;

  /**
   * What it is to do.
   *
   * @param jobs job name → {@code host:port} whose {@code /metrics} it scrapes
   * @param rules files with recording and alerting rules
   * @param alertmanagers {@code host:port} of those that hear of its alerts
   */
  public record Setup(Map<String, String> jobs, List<Path> rules, List<String> alertmanagers) {
    public Setup {
      jobs = Map.copyOf(jobs);
      rules = rules.stream().map(Path::toAbsolutePath).toList();
      alertmanagers = List.copyOf(alertmanagers);
    }

    public static Setup scraping(String job, String target) {
      return new Setup(Map.of(job, target), List.of(), List.of());
    }

    public Setup rules(Path... files) {
      return new Setup(jobs, List.of(files), alertmanagers);
    }

    public Setup alertmanager(Alertmanager peer) {
      return new Setup(jobs, rules, List.of("127.0.0.1:" + peer.port()));
    }

    public Prometheus start() {
      return new Prometheus(config());
    }

    private String config() {
      var global = new JsonObject().put("scrape_interval", "1s").put("evaluation_interval", "1s");
      var scrapes = new JsonArray();
      jobs.forEach((job, target) -> scrapes.add(targets(target).put("job_name", job)));
      var alerting = new JsonArray();
      if (!alertmanagers.isEmpty()) alerting.add(targets(alertmanagers.toArray(String[]::new)));
      return new JsonObject()
          .put("global", global)
          .put("rule_files", new JsonArray(rules.stream().map(Path::toString).toList()))
          .put("scrape_configs", scrapes)
          .put("alerting", new JsonObject().put("alertmanagers", alerting))
          .encodePrettily();
    }

    private static JsonObject targets(String... hosts) {
      var targets = new JsonObject().put("targets", new JsonArray(List.of(hosts)));
      return new JsonObject().put("static_configs", new JsonArray().add(targets));
    }
  }

  /** One series of an answer. */
  public record Sample(Map<String, String> labels, double value) {}

  /** With a configuration of the caller's own; YAML, of which JSON is a part. */
  public Prometheus(String config) {
    var binary = Peers.require(Peer.PROMETHEUS);
    var file = folder.write("prometheus.yml", config);
    program =
        Program.start(
            Program.Launch.of(
                folder,
                binary,
                "--config.file=" + file,
                "--storage.tsdb.path=" + folder.resolve("data"),
                "--web.listen-address=127.0.0.1:" + port,
                "--web.enable-lifecycle"));
    program.awaitReady(Duration.ofSeconds(60), () -> Http.status(at("/-/ready")) == 200);
  }

  public int port() {
    return port;
  }

  public String log() {
    return program.log();
  }

  /** An instant query. */
  public List<Sample> query(String expression) {
    var answer = Http.json(at("/api/v1/query?query=" + Http.encode(expression)));
    return answer.getJsonObject("data").getJsonArray("result").stream()
        .map(JsonObject.class::cast)
        .map(Prometheus::sample)
        .toList();
  }

  /** Asks until the answer pleases; the last answer is in the failure. */
  public List<Sample> await(String expression, Predicate<List<Sample>> pleases) {
    Await.until(
        "the right answer to " + expression,
        Duration.ofSeconds(60),
        () -> pleases.test(query(expression)),
        () -> query(expression) + "\n" + log());
    return query(expression);
  }

  /** Until the job's first scrape went well. */
  public void awaitUp(String job) {
    await("up{job=\"" + job + "\"}", found -> found.stream().anyMatch(up -> up.value() == 1));
  }

  /** The alerts it holds for pending or firing, as its API tells them. */
  public List<JsonObject> alerts() {
    return Http.json(at("/api/v1/alerts")).getJsonObject("data").getJsonArray("alerts").stream()
        .map(JsonObject.class::cast)
        .toList();
  }

  private URI at(String path) {
    return URI.create("http://127.0.0.1:" + port + path);
  }

  private static Sample sample(JsonObject series) {
    var labels =
        series.getJsonObject("metric").stream()
            .collect(Collectors.toMap(Map.Entry::getKey, label -> label.getValue().toString()));
    var value = series.getJsonArray("value").getString(1);
    return new Sample(
        labels, value.equals("+Inf") ? Double.POSITIVE_INFINITY : Double.parseDouble(value));
  }

  @Override
  public void close() {
    program.close();
    folder.close();
  }
}
