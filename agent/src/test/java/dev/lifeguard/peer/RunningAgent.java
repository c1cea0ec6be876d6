package dev.lifeguard.peer;

import io.vertx.core.json.JsonObject;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The whole program as its own process in a folder of its own, which outlives it. */
public final class RunningAgent implements AutoCloseable {
  private final Folder folder = new Folder("agent");
  private Program program;

  /** The configuration listens where the system likes; its data is in {@code data}. */
  public RunningAgent(String gateways) {
    this(gateways, Map.of());
  }

  /**
   * @param files that are there before it starts, by their paths in its home
   */
  public RunningAgent(String gateways, Map<String, String> files) {
    files.forEach(this::write);
    write("lifeguard.yaml", "agent: {listen: \"127.0.0.1:0\", data-dir: data}\n" + gateways);
    program = start();
  }

  public void write(String file, String text) {
    folder.write(file, text);
  }

  public Path folder() {
    return folder.path();
  }

  private Program start() {
    try {
      Files.deleteIfExists(folder.resolve("data/agent.json"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin/java").toString());
    command.addAll(List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xmx160m"));
    command.addAll(
        List.of("--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow"));
    command.addAll(List.of("-Duser.home=" + folder.path(), "-cp"));
    command.addAll(List.of(classPath(), "dev.lifeguard.Main", "run"));
    return Program.start(
        Program.Launch.of(folder, command.toArray())
            .with(Map.of("HOME", folder.path().toString())));
  }

  /** Ours, wherever the other process runs. */
  public static String classPath() {
    return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
        .map(entry -> Path.of(entry).toAbsolutePath().toString())
        .collect(Collectors.joining(File.pathSeparator));
  }

  /** Until it answers. */
  public RunningAgent awaitReady() {
    program.awaitReady(
        Duration.ofSeconds(60),
        () -> Files.exists(folder.resolve("data/agent.json")) && answers("/readyz"));
    return this;
  }

  private boolean answers(String path) {
    try {
      return Http.status(uri(path)) == 200;
    } catch (RuntimeException e) {
      return false;
    }
  }

  /** SIGKILL: nothing is said good-bye to. */
  public void kill() {
    program.kill();
    program.awaitExit(Duration.ofSeconds(20));
    program.close();
  }

  public void startAgain() {
    program = start();
  }

  public JsonObject json(String path) {
    return Http.json(uri(path));
  }

  public String text(String path) {
    return Http.text(uri(path));
  }

  /** Waits, and shows what the agent said if it does not come. */
  public void await(String what, BooleanSupplier come) {
    Await.until(what, Duration.ofSeconds(60), come, program::log);
  }

  /** As Prometheus writes targets. */
  public String target() {
    return address().getAuthority();
  }

  public String log() {
    return program.log();
  }

  private URI uri(String path) {
    return URI.create(address() + path);
  }

  public URI address() {
    return URI.create(announced().getString("address"));
  }

  /** What opens everything on this machine. */
  public String token() {
    return announced().getString("token");
  }

  private JsonObject announced() {
    return new JsonObject(Folder.read(folder.resolve("data/agent.json")));
  }

  @Override
  public void close() {
    program.close();
    folder.close();
  }
}
