package dev.lifeguard.gateway.health;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Decides whether a gateway runs on this very machine, so that its files, ports and neighbours are
 * ours to look at. Through a tunnel it looks local too, so its own word and a living process of
 * that number, which names itself a gateway, are both asked for. Reads files: away from the event
 * loop.
 */
final class Here {
  private Here() {}

  static boolean runs(RuntimeReading runtime) {
    return process(runtime).isPresent();
  }

  /** By its own word: a process there may have ended meanwhile. */
  static boolean isMachineOf(RuntimeReading runtime) {
    return runtime.hostname().equalsIgnoreCase(hostname());
  }

  /** The process of a gateway that runs here. */
  static Optional<ProcessHandle> process(RuntimeReading runtime) {
    if (!isMachineOf(runtime)) return Optional.empty();
    return runtime
        .pid()
        .flatMap(ProcessHandle::of)
        .filter(ProcessHandle::isAlive)
        .filter(Here::isGateway);
  }

  private static boolean isGateway(ProcessHandle process) {
    var info = process.info();
    var words = info.commandLine().or(info::command).orElse("");
    return words.contains("openclaw") || words.contains("node");
  }

  private static String hostname() {
    try {
      var file = Path.of("/proc/sys/kernel/hostname");
      if (Files.isReadable(file)) return Files.readString(file).strip();
      return InetAddress.getLocalHost().getHostName();
    } catch (IOException e) {
      return "";
    }
  }
}
