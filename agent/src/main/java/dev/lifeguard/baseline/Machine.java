package dev.lifeguard.baseline;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * What {@code /proc} says of this machine's ports. Without {@code /proc}, nothing is known, and
 * nothing is held against a port.
 *
 * @param first and last: the ephemeral range; first above last: not known
 */
record Machine(
    int first, int last, Set<Integer> reserved, List<Listener> listeners, Kubelet kubelet) {
  private static final int WIDEST = 4096;

  /** Whether Kubernetes hands out ports here. */
  enum Kubelet {
    RUNS,
    ABSENT
  }

  Machine {
    reserved = Set.copyOf(reserved);
    listeners = List.copyOf(listeners);
  }

  /**
   * @param proc {@code /proc}
   */
  static Machine read(Path proc) {
    var range = words(proc.resolve("sys/net/ipv4/ip_local_port_range"), "\\s+");
    var known = range.size() == 2;
    return new Machine(
        known ? range.getFirst() : 1,
        known ? range.getLast() : 0,
        reserved(proc.resolve("sys/net/ipv4/ip_local_reserved_ports")),
        Listener.all(proc),
        kubelet(proc));
  }

  private static List<Integer> words(Path file, String between) {
    return SmallFile.read(file).stream()
        .flatMap(text -> List.of(text.strip().split(between)).stream())
        .filter(word -> word.matches("\\d{1,5}"))
        .map(Integer::valueOf)
        .toList();
  }

  private static Set<Integer> reserved(Path file) {
    var ports = new java.util.TreeSet<Integer>();
    for (var part : SmallFile.read(file).orElse("").strip().split(",")) {
      var ends = part.strip().split("-");
      if (!ends[0].matches("\\d{1,5}")) continue;
      var from = Integer.parseInt(ends[0]);
      var to = ends.length > 1 && ends[1].matches("\\d{1,5}") ? Integer.parseInt(ends[1]) : from;
      for (var port = from; port <= Math.min(to, from + WIDEST); port++) ports.add(port);
    }
    return ports;
  }

  private static Kubelet kubelet(Path proc) {
    return processes(proc).stream()
            .anyMatch(it -> SmallFile.read(it.resolve("comm")).orElse("").strip().equals("kubelet"))
        ? Kubelet.RUNS
        : Kubelet.ABSENT;
  }

  static List<Path> processes(Path proc) {
    var found = new ArrayList<Path>();
    try (var folders = Files.newDirectoryStream(proc, "[1-9]*")) {
      folders.forEach(found::add);
    } catch (IOException e) {
      return List.of();
    }
    return found;
  }

  boolean isEphemeral(int port) {
    return first <= port && port <= last && !reserved.contains(port);
  }

  boolean hasKubelet() {
    return kubelet == Kubelet.RUNS;
  }

  String ephemeral() {
    return first + "-" + last;
  }
}
