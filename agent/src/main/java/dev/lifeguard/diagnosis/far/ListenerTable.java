package dev.lifeguard.diagnosis.far;

import dev.lifeguard.diagnosis.evidence.Sign.Listener;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Who listens, out of whatever the host could print: {@code ss -ltn}, {@code netstat -ltn}, {@code
 * lsof}, or the kernel's own table. Pure.
 */
public final class ListenerTable {
  /** Prints what the host has; the kernel's table needs no tool at all. */
  public static final String COMMAND =
      "ss -Hltnp 2>/dev/null || netstat -ltnp 2>/dev/null || cat /proc/net/tcp /proc/net/tcp6"
          + " 2>/dev/null || lsof -nP -iTCP -sTCP:LISTEN 2>/dev/null";

  private static final Pattern SOCKET =
      Pattern.compile("(?<=^|\\s)(\\[?[0-9a-fA-F.:*%a-z]*\\]?):([0-9]{1,5})(?=\\s)");
  private static final Pattern SS_PROCESS = Pattern.compile("\\(\"([^\"]+)\",pid=([0-9]+)");
  private static final Pattern NETSTAT_PROCESS = Pattern.compile("\\s([0-9]+)/(\\S+)\\s*$");
  private static final Pattern KERNEL =
      Pattern.compile("^\\s*\\d+: ([0-9A-F]{8}|[0-9A-F]{32}):([0-9A-F]{4}) \\S+ 0A .*");

  private ListenerTable() {}

  public static List<Listener> read(String output) {
    var found = new LinkedHashMap<String, Listener>();
    output.lines().limit(2000).flatMap(line -> read1(line).stream()).forEach(it -> add(found, it));
    return List.copyOf(found.values());
  }

  private static void add(LinkedHashMap<String, Listener> found, Listener listener) {
    found.putIfAbsent(listener.address() + " " + listener.port(), listener);
  }

  private static Optional<Listener> read1(String line) {
    var kernel = KERNEL.matcher(line);
    if (kernel.matches())
      return Optional.of(
          new Listener(
              address(kernel.group(1)), Integer.parseInt(kernel.group(2), 16), Optional.empty()));
    if (!line.contains("LISTEN")) return Optional.empty();
    var socket = SOCKET.matcher(line + " ");
    if (!socket.find()) return Optional.empty();
    var port = Integer.parseInt(socket.group(2));
    if (port == 0 || port > 65_535) return Optional.empty();
    return Optional.of(new Listener(plain(socket.group(1)), port, process(line)));
  }

  private static Optional<String> process(String line) {
    var ss = SS_PROCESS.matcher(line);
    if (ss.find()) return Optional.of(named(ss, 1, 2));
    var netstat = NETSTAT_PROCESS.matcher(line);
    return netstat.find() ? Optional.of(named(netstat, 2, 1)) : Optional.empty();
  }

  private static String named(Matcher match, int name, int pid) {
    return match.group(name) + " (pid " + match.group(pid) + ")";
  }

  private static String plain(String address) {
    var bare = address.replaceAll("[\\[\\]]", "");
    var zone = bare.indexOf('%');
    return zone < 0 ? bare : bare.substring(0, zone);
  }

  /** The kernel prints each 32-bit word in the machine's byte order: little-endian where we run. */
  private static String address(String hex) {
    var bytes = HexFormat.of().parseHex(hex);
    var parts = new ArrayList<String>();
    if (bytes.length == 4) {
      for (int i = 3; i >= 0; i--) parts.add(Integer.toString(bytes[i] & 0xff));
      return String.join(".", parts);
    }
    if (hex.matches("0{32}")) return "::";
    if (hex.equals("00000000000000000000000001000000")) return "::1";
    for (int word = 0; word < 16; word += 4)
      parts.add(
          "%02x%02x:%02x%02x"
              .formatted(bytes[word + 3], bytes[word + 2], bytes[word + 1], bytes[word]));
    return String.join(":", parts);
  }
}
