package dev.lifeguard.tunnel;

import dev.lifeguard.time.Time;
import dev.lifeguard.tunnel.TunnelNews.Hint;
import java.io.IOException;
import java.net.NetworkInterface;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Notices what makes a new attempt worth it before its time: the machine woke up, or its network
 * changed, or this process was stopped for a while. Asked regularly; one thread.
 */
final class Surroundings {
  /** Wall time runs on while the machine sleeps; monotonic time does while the process stands. */
  private static final Duration ASLEEP = Duration.ofSeconds(5);

  /** How often it wants to be asked. */
  static final Duration EVERY = Duration.ofSeconds(1);

  private final Time time;
  private final Supplier<String> network;
  private Instant wall;
  private long nanos;
  private String known;

  Surroundings(Time time, Supplier<String> network) {
    this.time = time;
    this.network = network;
    this.wall = time.now();
    this.nanos = time.nanos();
    this.known = network.get();
  }

  /** What has happened since it was asked last. */
  Optional<Hint> news() {
    var passed = time.since(nanos);
    var slept = Duration.between(wall, time.now()).minus(passed);
    var stood = passed.minus(EVERY);
    wall = time.now();
    nanos = time.nanos();
    var before = known;
    known = network.get();
    if (slept.compareTo(ASLEEP) > 0 || stood.compareTo(ASLEEP) > 0)
      return Optional.of(Hint.WOKE_UP);
    return before.equals(known) ? Optional.empty() : Optional.of(Hint.NETWORK_CHANGED);
  }

  /** Addresses and routes of this machine, in a form that is only good for comparing. */
  static String ofThisMachine() {
    return addresses()
        + routes("/proc/net/route", 0, 1, 2)
        + routes("/proc/net/ipv6_route", 0, 4, 9);
  }

  private static String addresses() {
    try (var all = NetworkInterface.networkInterfaces()) {
      return all.map(it -> it.getName() + Collections.list(it.getInetAddresses()))
          .sorted()
          .collect(Collectors.joining(" "));
    } catch (IOException e) {
      return "unknown";
    }
  }

  /** Interface, destination and gateway; other columns count use. */
  private static List<String> routes(String file, int... columns) {
    try (var lines = Files.lines(Path.of(file))) {
      return lines
          .map(line -> line.strip().split("\\s+"))
          .map(words -> Arrays.stream(columns).mapToObj(at -> words[at]).toList())
          .map(words -> String.join(" ", words))
          .toList();
    } catch (IOException | RuntimeException e) {
      return List.of(); // not on this system
    }
  }
}
