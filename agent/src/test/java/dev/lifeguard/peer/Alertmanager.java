package dev.lifeguard.peer;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.time.Duration;
import java.util.List;

/** A real Alertmanager, alone: it gossips with nobody. */
public final class Alertmanager implements AutoCloseable {
  private final Folder folder = new Folder("alertmanager");
  private final int port = Ports.free();
  private Program program;

  /** With a configuration of the caller's own; YAML, of which JSON is a part. */
  public Alertmanager(String config) {
    folder.write("alertmanager.yml", config);
    program = run();
  }

  /** Tells all it hears to one webhook, almost at once. */
  public static Alertmanager tellingAll(URI webhook) {
    var hook = new JsonObject().put("url", webhook.toString()).put("send_resolved", true);
    var receiver =
        new JsonObject().put("name", "all").put("webhook_configs", new JsonArray().add(hook));
    var route =
        new JsonObject().put("receiver", "all").put("group_by", new JsonArray().add("alertname"));
    route.put("group_wait", "100ms").put("group_interval", "500ms").put("repeat_interval", "1h");
    var config =
        new JsonObject().put("route", route).put("receivers", new JsonArray().add(receiver));
    return new Alertmanager(config.encodePrettily());
  }

  public int port() {
    return port;
  }

  public URI url() {
    return at("");
  }

  public String log() {
    return program.log();
  }

  /** The alerts it knows and holds for active, as its v2 API tells them. */
  public List<JsonObject> alerts() {
    return new JsonArray(Http.text(at("/api/v2/alerts")))
        .stream().map(JsonObject.class::cast).toList();
  }

  /** As Prometheus or we would send them. */
  public void send(JsonArray alerts) {
    Http.post(at("/api/v2/alerts"), alerts.encode());
  }

  /** SIGKILL: what it knew of alerts is forgotten. */
  public void kill() {
    program.kill();
  }

  public void startAgain() {
    program.close();
    program = run();
  }

  private Program run() {
    var binary = Peers.require(Peer.ALERTMANAGER);
    var started =
        Program.start(
            Program.Launch.of(
                folder,
                binary,
                "--config.file=" + folder.resolve("alertmanager.yml"),
                "--storage.path=" + folder.resolve("data"),
                "--web.listen-address=127.0.0.1:" + port,
                "--cluster.listen-address="));
    started.awaitReady(Duration.ofSeconds(60), () -> Http.status(at("/-/ready")) == 200);
    return started;
  }

  private URI at(String path) {
    return URI.create("http://127.0.0.1:" + port + path);
  }

  @Override
  public void close() {
    program.close();
    folder.close();
  }
}
