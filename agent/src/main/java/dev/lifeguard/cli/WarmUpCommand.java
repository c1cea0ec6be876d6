package dev.lifeguard.cli;

import dev.lifeguard.app.Agent;
import dev.lifeguard.app.AgentRefused;
import dev.lifeguard.app.Outside;
import dev.lifeguard.app.Settings;
import dev.lifeguard.config.Surroundings;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
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
 * Runs a small agent for a moment, in a folder that goes with it and against a port where nobody
 * listens, so that the launcher can keep the classes of a start ready.
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
    try (var agent = Agent.start(settings(folder), Build.version())) {
      new CountDownLatch(1).await(MOMENT_MILLIS, TimeUnit.MILLISECONDS);
      for (var path : List.of("/metrics", "/api/v1/gateways", "/api/v1/alerts"))
        read(agent.address() + path);
      return 0;
    } catch (AgentRefused e) {
      return Lifeguard.FOUND;
    } finally {
      remove(folder);
    }
  }

  private static Settings settings(Path folder) throws IOException {
    var file = folder.resolve("lifeguard.yaml");
    Files.writeString(file, "gateways:\n  - {name: nobody, url: \"ws://127.0.0.1:9\"}\n");
    var options =
        List.of(
            Outside.option("listen", "127.0.0.1:0"),
            Outside.option("data-dir", folder.resolve("data").toString()));
    return new Settings(Optional.of(file), options, new Surroundings(Map.of(), folder, folder));
  }

  private static void read(String address) throws IOException, InterruptedException {
    try (var http = HttpClient.newHttpClient()) {
      http.send(HttpRequest.newBuilder(URI.create(address)).build(), BodyHandlers.ofString());
    }
  }

  private static void remove(Path folder) throws IOException {
    try (var files = Files.walk(folder)) {
      for (var file : files.sorted(Comparator.reverseOrder()).toList()) Files.deleteIfExists(file);
    }
  }
}
