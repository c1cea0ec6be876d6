package dev.lifeguard.gateway.health;

import dev.lifeguard.gateway.GatewayReport.Security;
import dev.lifeguard.time.Time;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Runs OpenClaw's own security audit, for which there is no RPC: only for a gateway on this machine
 * whose files are ours, because a command line run as another user could leave its own files there.
 * Blocks for some six seconds.
 *
 * @param path where to look for the program
 */
record AuditCommand(List<Path> path, Time time, Duration within) {
  private static final int LONGEST = 1_000_000;

  Security run(RuntimeReading runtime, ConfigReading config) {
    if (!Here.runs(runtime)) return not("the gateway runs on another machine");
    var program = program(runtime);
    if (program.isEmpty()) return not("no openclaw program was found on this machine");
    var file = Path.of(config.path());
    if (config.path().isEmpty() || !Files.isRegularFile(file))
      return not("its configuration file cannot be seen from here");
    try {
      var owner = Files.getOwner(file).getName();
      if (!owner.equals(System.getProperty("user.name")))
        return not("the gateway belongs to " + owner + "; the audit must run as that user");
      return run(program.get(), runtime, file);
    } catch (IOException | UncheckedIOException e) {
      return not("the audit failed: " + e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return not("interrupted");
    }
  }

  private Security run(Path program, RuntimeReading runtime, Path config)
      throws IOException, InterruptedException {
    var builder = new ProcessBuilder(program.toString(), "security", "audit", "--json");
    builder.redirectError(ProcessBuilder.Redirect.DISCARD);
    builder.environment().putAll(environment(runtime, config));
    var process = builder.start();
    process.getOutputStream().close();
    var output = new StringBuilder();
    var reader = Thread.ofVirtual().start(() -> output.append(read(process.getInputStream())));
    if (!process.waitFor(within.toMillis(), TimeUnit.MILLISECONDS)) {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
      return not("the audit did not end within " + within.toSeconds() + " s");
    }
    reader.join(Duration.ofSeconds(2));
    return AuditReading.of(output.toString(), time.now());
  }

  /** The gateway's own surroundings, where we may see them: the audit must see what it sees. */
  private static Map<String, String> environment(RuntimeReading runtime, Path config) {
    var found = new LinkedHashMap<String, String>();
    runtime
        .pid()
        .map(pid -> Path.of("/proc", pid.toString(), "environ"))
        .ifPresent(file -> found.putAll(gatewayEnvironment(file)));
    found.put("OPENCLAW_CONFIG_PATH", config.toString());
    return found;
  }

  private static Map<String, String> gatewayEnvironment(Path file) {
    var found = new LinkedHashMap<String, String>();
    try {
      for (var entry : Files.readString(file, StandardCharsets.ISO_8859_1).split("\0")) {
        var equals = entry.indexOf('=');
        if (equals <= 0) continue;
        var name = entry.substring(0, equals);
        if (name.equals("HOME") || name.equals("PATH") || name.startsWith("OPENCLAW_"))
          found.put(name, entry.substring(equals + 1));
      }
    } catch (IOException e) {
      return Map.of(); // another user's process, or no /proc: our own surroundings must do
    }
    return found;
  }

  private Optional<Path> program(RuntimeReading runtime) {
    var beside = runtime.pid().flatMap(ProcessHandle::of).flatMap(it -> it.info().command());
    var places = new java.util.ArrayList<>(path);
    beside.map(Path::of).map(Path::getParent).ifPresent(places::add);
    return places.stream()
        .map(place -> place.resolve("openclaw"))
        .filter(Files::isExecutable)
        .findFirst();
  }

  private static String read(InputStream in) {
    try (in) {
      return new String(in.readNBytes(LONGEST), StandardCharsets.UTF_8);
    } catch (IOException e) {
      return "";
    }
  }

  private static Security not(String because) {
    return new Security.NotLooked(because);
  }
}
