package dev.lifeguard.peer;

import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Lifeguard itself as a process, with a folder, a home and a configuration of its own. */
public final class AgentProgram implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final Folder folder = new Folder("agent");
  private final int port = Ports.free();
  private final Program program;

  /**
   * @param config all but {@code agent}
   */
  public AgentProgram(String config) {
    var own = "agent: {listen: \"127.0.0.1:%d\", data-dir: data}\n".formatted(port);
    folder.write("lifeguard.yaml", own + config);
    program =
        Program.start(
            Program.Launch.of(folder, command().toArray())
                .with(
                    Map.of(
                        "HOME",
                        folder.path().toString(),
                        "JAVA_TOOL_OPTIONS",
                        "-Duser.home=" + folder.path())));
    program.awaitReady(PATIENCE, () -> Http.status(at("/readyz")) == 200);
  }

  private static List<String> command() {
    return List.of(
        Path.of(System.getProperty("java.home"), "bin/java").toString(),
        "-XX:+UseSerialGC",
        "-XX:TieredStopAtLevel=1",
        "-Xmx200m",
        "--enable-native-access=ALL-UNNAMED",
        "--sun-misc-unsafe-memory-access=allow",
        "-cp",
        System.getProperty("java.class.path"),
        "dev.lifeguard.Main",
        "run");
  }

  public int port() {
    return port;
  }

  public URI at(String path) {
    return URI.create("http://127.0.0.1:" + port + path);
  }

  public String text(String path) {
    return Http.text(at(path));
  }

  public JsonObject json(String path) {
    return new JsonObject(text(path));
  }

  /** What lies in its data-dir. */
  public Path data(String name) {
    return folder.resolve("data").resolve(name);
  }

  /** The token for everything that changes something. */
  public String token() {
    return new JsonObject(Folder.read(data("agent.json"))).getString("token");
  }

  public String log() {
    return program.log();
  }

  public boolean wrote(String name) {
    return Files.exists(data(name));
  }

  @Override
  public void close() {
    program.close();
    folder.close();
  }
}
