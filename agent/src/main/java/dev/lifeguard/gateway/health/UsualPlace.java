package dev.lifeguard.gateway.health;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The premises of a gateway on this machine that never said where it lives, because it was gone
 * when we came: OpenClaw's usual place in our own home, if what stands there is for its port. Reads
 * files.
 *
 * @param path where to look for the program
 */
record UsualPlace(Path home, List<Path> path) {
  private static final int USUAL_PORT = 18_789;
  private static final int LONGEST = 1_000_000;
  private static final Pattern PORT = Pattern.compile("[\"']?port[\"']?\\s*:\\s*(\\d+)");

  UsualPlace {
    path = List.copyOf(path);
  }

  Optional<Premises> of(int port) {
    var file = home.resolve(".openclaw/openclaw.json");
    return OpenClawProgram.on(path)
        .filter(_ -> isFor(port, file))
        .map(program -> new Premises(program, file, Map.of("HOME", home.toString())));
  }

  /** The file may be broken, which is what we are after: so it is not read by its grammar. */
  private static boolean isFor(int port, Path file) {
    try {
      if (!Files.isRegularFile(file) || Files.size(file) > LONGEST) return false;
      var ports = PORT.matcher(Files.readString(file)).results().map(it -> it.group(1)).toList();
      return ports.contains(Integer.toString(port)) || ports.isEmpty() && port == USUAL_PORT;
    } catch (IOException e) {
      return false;
    }
  }
}
