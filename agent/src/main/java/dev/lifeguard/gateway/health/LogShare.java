package dev.lifeguard.gateway.health;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Whether other gateways write into this one's log. Without {@code logging.file} all gateways of a
 * machine do, and no line says whose it is: what such a log counts is nobody's count. Pure.
 */
final class LogShare {
  private static final Duration WINDOW = Duration.ofHours(1);
  private static final int KEPT = 512;
  private static final int TOLD = 64;
  private static final int STORES = 8;

  private final Set<Long> trail = new LinkedHashSet<>();
  private final Set<String> stores = new TreeSet<>();
  private final Map<String, Instant> neighbours = new HashMap<>();
  private String file = "";

  /** What was read anew; a new day's file begins with nothing known. */
  void read(String from, Iterable<String> lines) {
    if (!from.equals(file)) {
      file = from;
      trail.clear();
      stores.clear();
    }
    for (var line : lines) trail.add(fingerprint(line));
    var surplus = trail.size() - KEPT;
    for (var oldest = trail.iterator(); surplus > 0; surplus--) {
      oldest.next();
      oldest.remove();
    }
  }

  /** Whoever keeps its jobs elsewhere is another gateway. */
  void store(String place) {
    if (stores.size() < STORES) stores.add(place);
  }

  LogTrail trail(String gateway, String writer, Instant now) {
    var newest = new HashSet<Long>();
    trail.stream().skip(Math.max(0, trail.size() - TOLD)).forEach(newest::add);
    return new LogTrail(gateway, writer, file, newest, now);
  }

  /** Whether that is news. */
  boolean met(LogTrail other) {
    if (!other.file().equals(file) || other.lines().stream().noneMatch(trail::contains))
      return false;
    return neighbours.put(other.gateway(), other.at()) == null;
  }

  /** Why the lines are not this gateway's alone; empty: as far as is known they are. */
  Optional<String> because(Instant now) {
    neighbours.values().removeIf(heard -> heard.isBefore(now.minus(WINDOW)));
    var others =
        neighbours.isEmpty()
            ? "another gateway"
            : "gateway " + String.join(", ", new TreeSet<>(neighbours.keySet()));
    if (neighbours.isEmpty() && stores.size() < 2) return Optional.empty();
    return Optional.of(
        others + " writes into the same log, " + file + "; give each its own logging.file");
  }

  private static long fingerprint(String line) {
    return (long) line.hashCode() << 32 ^ new StringBuilder(line).reverse().toString().hashCode();
  }
}
