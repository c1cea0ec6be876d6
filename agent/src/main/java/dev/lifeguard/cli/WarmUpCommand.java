package dev.lifeguard.cli;

import dev.lifeguard.app.Agent;
import dev.lifeguard.app.AgentRefused;
import dev.lifeguard.app.Settings;
import dev.lifeguard.config.Surroundings;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;

/**
 * Runs a small agent for a moment and the usual commands against it, in a folder that goes with it,
 * so that the launcher can keep the classes of a start ready.
 */
@Command(
    name = "warm-up",
    hidden = true,
    description = "Prepares a fast start; the launcher calls it.")
final class WarmUpCommand implements Callable<Integer> {
  private static final long MOMENT_MILLIS = 1500;

  @Override
  public Integer call() throws IOException, InterruptedException {
    var folder = Files.createTempDirectory("lifeguard-warm-up");
    try (var gateway = new WarmUpGateway()) {
      var file = file(folder, gateway.port());
      run("ping", "--config", file.toString(), "-c", "2", "-i", "0.1", "somebody");
      run("check", "--config", file.toString());
      run("lint", file.toString());
      try (var agent = Agent.start(settings(file, folder), Build.version())) {
        new CountDownLatch(1).await(MOMENT_MILLIS, TimeUnit.MILLISECONDS);
        for (var path : List.of("/metrics", "/api/v1/gateways", "/api/v1/alerts"))
          read(agent.address() + path);
        for (var command : List.of("check", "gateways", "alerts", "incidents"))
          run(command, "--config", file.toString());
      }
      return 0;
    } catch (AgentRefused e) {
      return Lifeguard.FOUND;
    } finally {
      remove(folder);
    }
  }

  private static Path file(Path folder, int port) throws IOException {
    var text =
        """
        agent: {listen: "127.0.0.1:0", data-dir: "%s"}
        gateways:
          - {name: somebody, url: "ws://127.0.0.1:%d", token: none}
          - {name: nobody, url: "ws://127.0.0.1:9"}
        """;
    return Files.writeString(
        folder.resolve("lifeguard.yaml"), text.formatted(folder.resolve("data"), port));
  }

  private static Settings settings(Path file, Path folder) {
    return new Settings(Optional.of(file), List.of(), new Surroundings(Map.of(), folder, folder));
  }

  /** As a user would, unseen. */
  private static void run(String... args) {
    var unseen = new PrintWriter(Writer.nullWriter());
    Lifeguard.line(args).setOut(unseen).setErr(unseen).execute(args);
  }

  private static void read(String address) throws IOException {
    try (var in = URI.create(address).toURL().openStream()) {
      in.readAllBytes();
    }
  }

  private static void remove(Path folder) throws IOException {
    try (var files = Files.walk(folder)) {
      for (var file : files.sorted(Comparator.reverseOrder()).toList()) Files.deleteIfExists(file);
    }
  }
}
