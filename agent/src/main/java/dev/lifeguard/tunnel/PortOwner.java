package dev.lifeguard.tunnel;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Who listens on a local port, as far as the system lets us see: Linux tells in {@code /proc}, and
 * other users' processes only to root.
 */
public final class PortOwner {
  private static final String LISTENING = "0A";
  private static final Path PROC = Path.of("/proc");

  private record Listener(String address, int port, long uid, String inode) {}

  private PortOwner() {}

  /** One clause for people, {@code process 4711 (node)}; empty where nothing is known. */
  public static Optional<String> of(TunnelSettings.Endpoint endpoint) {
    var listeners = listeners(endpoint);
    if (listeners.isEmpty()) return Optional.empty();
    var inodes = new LinkedHashSet<String>();
    listeners.forEach(listener -> inodes.add("socket:[" + listener.inode() + "]"));
    return process(inodes).or(() -> Optional.of("a process of user " + listeners.getFirst().uid()));
  }

  private static List<Listener> listeners(TunnelSettings.Endpoint endpoint) {
    if (endpoint.socket().isPresent()) return unixListeners(endpoint.socket().orElseThrow());
    var found = new ArrayList<Listener>();
    for (var table : List.of("tcp", "tcp6")) {
      for (var line : lines(PROC.resolve("self/net").resolve(table)))
        parse(line).filter(listener -> listener.port() == endpoint.port()).ifPresent(found::add);
    }
    var wanted = address(endpoint.host());
    found.sort((a, b) -> Boolean.compare(b.address().equals(wanted), a.address().equals(wanted)));
    return found;
  }

  /** {@code sl local rem st tx:rx tr:when retrnsmt uid timeout inode ...}. */
  private static Optional<Listener> parse(String line) {
    var fields = line.strip().split("\\s+");
    if (fields.length < 10 || !fields[3].equals(LISTENING)) return Optional.empty();
    var colon = fields[1].lastIndexOf(':');
    return Optional.of(
        new Listener(
            fields[1].substring(0, colon),
            Integer.parseInt(fields[1].substring(colon + 1), 16),
            Long.parseLong(fields[7]),
            fields[9]));
  }

  private static List<Listener> unixListeners(String path) {
    var found = new ArrayList<Listener>();
    for (var line : lines(PROC.resolve("self/net/unix"))) {
      var fields = line.strip().split("\\s+", 8);
      if (fields.length == 8 && fields[7].equals(path))
        found.add(new Listener(path, 0, -1, fields[6]));
    }
    return found;
  }

  /** As the kernel prints it: each 32-bit word in the machine's byte order. */
  private static String address(String host) {
    try {
      var bytes = java.net.InetAddress.ofLiteral(host).getAddress();
      var text = new StringBuilder();
      for (int word = 0; word < bytes.length; word += 4)
        for (int i = 3; i >= 0; i--)
          text.append(HexFormat.of().withUpperCase().toHexDigits(bytes[word + i]));
      return text.toString();
    } catch (IllegalArgumentException e) {
      return ""; // a name: any listener of the port will do
    }
  }

  private static Optional<String> process(Set<String> inodes) {
    try (var processes = Files.newDirectoryStream(PROC, "[0-9]*")) {
      for (var process : processes) if (holds(process, inodes)) return Optional.of(named(process));
    } catch (IOException | DirectoryIteratorException e) {
      return Optional.empty(); // no /proc here
    }
    return Optional.empty();
  }

  private static boolean holds(Path process, Set<String> inodes) {
    try (var files = Files.newDirectoryStream(process.resolve("fd"))) {
      for (var file : files)
        if (inodes.contains(Files.readSymbolicLink(file).toString())) return true;
    } catch (IOException | DirectoryIteratorException e) {
      return false; // not ours to look at, or just gone
    }
    return false;
  }

  private static String named(Path process) {
    // The name only: arguments may hold secrets.
    var name = String.join(" ", lines(process.resolve("comm"))).strip();
    return "process " + process.getFileName() + (name.isEmpty() ? "" : " (" + name + ")");
  }

  private static List<String> lines(Path file) {
    try (var lines = Files.lines(file)) {
      return lines.toList();
    } catch (IOException | UncheckedIOException e) {
      return List.of();
    }
  }
}
