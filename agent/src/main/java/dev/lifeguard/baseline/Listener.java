package dev.lifeguard.baseline;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * One listening TCP socket, as {@code /proc/net/tcp} tells of it: looked at, never connected to.
 *
 * @param inode by which its process is found
 */
record Listener(InetAddress address, int port, long inode) {
  private static final String LISTEN = "0A";

  static List<Listener> all(Path proc) {
    var found = new ArrayList<Listener>();
    for (var table : List.of("net/tcp", "net/tcp6"))
      SmallFile.read(proc.resolve(table)).stream()
          .flatMap(String::lines)
          .skip(1)
          .forEach(line -> of(line).ifPresent(found::add));
    return found;
  }

  private static Optional<Listener> of(String line) {
    var fields = line.strip().split("\\s+");
    if (fields.length < 10 || !fields[3].equals(LISTEN)) return Optional.empty();
    var place = fields[1].split(":");
    try {
      var address = InetAddress.getByAddress(bytes(place[0]));
      return Optional.of(
          new Listener(address, Integer.parseInt(place[1], 16), Long.parseLong(fields[9])));
    } catch (UnknownHostException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** The kernel prints each four bytes as one number of this machine's byte order. */
  private static byte[] bytes(String hex) {
    var bytes = HexFormat.of().parseHex(hex);
    if (java.nio.ByteOrder.nativeOrder() == java.nio.ByteOrder.BIG_ENDIAN) return bytes;
    for (var at = 0; at + 3 < bytes.length; at += 4) {
      swap(bytes, at, at + 3);
      swap(bytes, at + 1, at + 2);
    }
    return bytes;
  }

  private static void swap(byte[] bytes, int one, int other) {
    var kept = bytes[one];
    bytes[one] = bytes[other];
    bytes[other] = kept;
  }

  boolean isReachable() {
    return !address.isLoopbackAddress();
  }

  /** Whose it is, as far as we may see: {@code node (pid 4711)}. */
  Optional<String> owner(Path proc) {
    var socket = "socket:[" + inode + "]";
    return Machine.processes(proc).stream()
        .filter(process -> holds(process.resolve("fd"), socket))
        .findFirst()
        .map(
            process ->
                SmallFile.read(process.resolve("comm")).orElse("?").strip()
                    + " (pid "
                    + process.getFileName()
                    + ")");
  }

  private static boolean holds(Path handles, String socket) {
    try (var all = Files.newDirectoryStream(handles)) {
      for (var handle : all) if (isOf(handle, socket)) return true;
    } catch (IOException e) {
      return false; // another user's
    }
    return false;
  }

  private static boolean isOf(Path handle, String socket) {
    try {
      return Files.readSymbolicLink(handle).toString().equals(socket);
    } catch (IOException e) {
      return false; // closed meanwhile
    }
  }

  @Override
  public String toString() {
    var host = address.getHostAddress();
    return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
  }
}
