package dev.lifeguard.probe.forward;

import dev.lifeguard.bus.Bus;
import dev.lifeguard.gateway.GatewayEvent.Identified;
import dev.lifeguard.reason.Failure;
import dev.lifeguard.reason.Reason;
import dev.lifeguard.tunnel.TunnelSettings.Endpoint;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which gateway is expected under which name: the one that answered there first. Kept in a file as
 * known_hosts is, a line for each name, so that a person can see it and take a line out. Safe for
 * any thread; looking reads the file.
 */
public final class KnownGateways {
  private static final Logger log = LoggerFactory.getLogger(KnownGateways.class);
  private static final String HEADER =
      """
      # Which gateway answers under which name, as it was seen first. Remove a line to accept another.
      """;

  private final Path file;
  private final Map<String, Map<Integer, String>> answering = new ConcurrentHashMap<>();

  private record Line(int number, String device) {}

  public KnownGateways(Bus bus, Path file) {
    this.file = file;
    bus.on(Identified.class, this::answers);
  }

  private void answers(Identified event) {
    answering
        .computeIfAbsent(event.gateway(), _ -> new ConcurrentHashMap<>())
        .put(port(event.url()), event.device());
  }

  private static int port(URI url) {
    return url.getPort() >= 0 ? url.getPort() : url.getScheme().endsWith("s") ? 443 : 80;
  }

  /**
   * Another gateway than the expected one answers at that local address; empty also when nobody
   * could ask who it is. Blocks for a small file.
   */
  Optional<Failure> stranger(String gateway, Endpoint local) {
    var device = Optional.ofNullable(answering.getOrDefault(gateway, Map.of()).get(local.port()));
    return device.flatMap(present -> compare(gateway, present));
  }

  /** Whether a gateway of that name has ever answered. Blocks for a small file. */
  public synchronized boolean knows(String gateway) {
    try {
      return read().containsKey(gateway);
    } catch (IOException e) {
      return false; // whoever cannot read it knows nothing
    }
  }

  private synchronized Optional<Failure> compare(String gateway, String present) {
    try {
      var known = read().get(gateway);
      if (known != null)
        return known.device().equals(present)
            ? Optional.empty()
            : Optional.of(stranger(gateway, known, present));
      remember(gateway, present);
    } catch (IOException e) {
      log.warn("who answers cannot be compared file={} cause={}", file, e.toString());
    }
    return Optional.empty();
  }

  private Failure stranger(String gateway, Line known, String present) {
    return new Failure(
        Reason.IMPOSTOR,
        "gateway %s answers behind it, %s is known as %s; if that is right, remove line %d of %s"
            .formatted(
                shortened(present), gateway, shortened(known.device()), known.number(), file));
  }

  private static String shortened(String device) {
    return device.length() > 16 ? device.substring(0, 16) + "…" : device;
  }

  private Map<String, Line> read() throws IOException {
    var lines = new HashMap<String, Line>();
    var all = Files.exists(file) ? Files.readAllLines(file) : List.<String>of();
    for (int i = 0; i < all.size(); i++) {
      var words = all.get(i).strip().split("\\s+");
      if (words.length == 2 && !words[0].startsWith("#"))
        lines.putIfAbsent(words[0], new Line(i + 1, words[1]));
    }
    return lines;
  }

  private void remember(String gateway, String device) throws IOException {
    if (!Files.exists(file)) {
      Files.writeString(file, HEADER, StandardOpenOption.CREATE_NEW);
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    }
    Files.writeString(file, gateway + " " + device + "\n", StandardOpenOption.APPEND);
    log.info("gateway seen first gateway={} identity={}", gateway, shortened(device));
  }
}
