package dev.lifeguard.gateway.health;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * A gateway's own premises on this machine: how its program is called, the configuration file and
 * the surroundings that it runs in. Remembered, they serve after it has died. Reads files and runs
 * programs: away from the event loop.
 */
record Premises(List<String> program, Path config, Map<String, String> surroundings) {
  private static final int LONGEST = 1_000_000;

  /** It told of itself, and was gone before we came to look. */
  static final Door ENDED = new Door.Shut("the gateway's process has ended");

  /** Whether we may enter. */
  sealed interface Door {
    record Open(Premises premises) implements Door {}

    record Shut(String because) implements Door {}
  }

  Premises {
    program = List.copyOf(program);
    surroundings = Map.copyOf(surroundings);
  }

  /**
   * Only of a gateway on this machine whose files are ours: a command line run as another user
   * could leave its own files there.
   *
   * @param path where to look for the program
   */
  static Door of(RuntimeReading runtime, ConfigReading config, List<Path> path) {
    if (!Here.isMachineOf(runtime)) return new Door.Shut("the gateway runs on another machine");
    var process = Here.process(runtime);
    if (process.isEmpty()) return ENDED;
    var program = OpenClawProgram.find(process.get(), path);
    if (program.isEmpty()) return new Door.Shut("no openclaw program was found on this machine");
    return file(config)
        .map(file -> entered(file, program.get(), process.get()))
        .orElseGet(() -> new Door.Shut("its configuration file cannot be seen from here"));
  }

  private static Optional<Path> file(ConfigReading config) {
    try {
      return Optional.of(config.path())
          .filter(it -> !it.isEmpty())
          .map(Path::of)
          .filter(Files::isRegularFile);
    } catch (InvalidPathException e) {
      return Optional.empty();
    }
  }

  private static Door entered(Path file, List<String> program, ProcessHandle process) {
    try {
      var owner = Files.getOwner(file).getName();
      if (!owner.equals(System.getProperty("user.name")))
        return new Door.Shut("the gateway belongs to " + owner + "; look as that user");
      return new Door.Open(new Premises(program, file, surroundings(process, file)));
    } catch (IOException e) {
      return new Door.Shut("its configuration file cannot be seen from here: " + e.getMessage());
    }
  }

  /** The gateway's own, where we may see them: a program must see what the gateway sees. */
  private static Map<String, String> surroundings(ProcessHandle process, Path config) {
    var found = new LinkedHashMap<String, String>();
    var file = Path.of("/proc", Long.toString(process.pid()), "environ");
    try {
      for (var entry : Files.readString(file, StandardCharsets.ISO_8859_1).split("\0")) {
        var name = entry.substring(0, Math.max(0, entry.indexOf('=')));
        if (name.equals("HOME") || name.equals("PATH") || name.startsWith("OPENCLAW_"))
          found.put(name, entry.substring(name.length() + 1));
      }
    } catch (IOException e) {
      found.clear(); // another user's process, or no /proc: our own surroundings must do
    }
    found.put("OPENCLAW_CONFIG_PATH", config.toString());
    return found;
  }

  /** What the program printed on its standard output; empty when it did not end in time. */
  Optional<String> run(Duration within, String... arguments)
      throws IOException, InterruptedException {
    var command = new java.util.ArrayList<>(program);
    command.addAll(List.of(arguments));
    var builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD);
    builder.environment().putAll(surroundings);
    var process = builder.start();
    process.getOutputStream().close();
    var output = new StringBuilder();
    var reader = Thread.ofVirtual().start(() -> output.append(read(process.getInputStream())));
    try {
      if (!process.waitFor(within.toMillis(), TimeUnit.MILLISECONDS)) return Optional.empty();
      reader.join(Duration.ofSeconds(2));
      return Optional.of(output.toString());
    } finally {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
  }

  private static String read(InputStream in) {
    try (in) {
      return new String(in.readNBytes(LONGEST), StandardCharsets.UTF_8);
    } catch (IOException e) {
      return "";
    }
  }
}
