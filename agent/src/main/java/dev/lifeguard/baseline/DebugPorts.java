package dev.lifeguard.baseline;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Looks among the listening sockets of this machine for those that must stay on loopback: a
 * gateway's browser control and debugging ports, and the canvas of older releases.
 */
final class DebugPorts {
  private static final int BROWSER = 2;
  private static final int CANVAS = 4;
  private static final int FIRST = 11;
  private static final int LAST = 110;

  private DebugPorts() {}

  /** What the port is for a gateway with that base port. */
  static Optional<String> use(int base, int port) {
    var offset = port - base;
    if (offset == BROWSER) return Optional.of("browser control");
    if (offset == CANVAS) return Optional.of("canvas of older releases");
    return offset >= FIRST && offset <= LAST ? Optional.of("debugging") : Optional.empty();
  }

  /**
   * @param bases ports of gateways on this machine
   */
  static List<BaselineFinding> of(Machine machine, Set<Integer> bases, Path proc) {
    var findings = new ArrayList<BaselineFinding>();
    for (var listener : machine.listeners())
      if (listener.isReachable())
        for (var base : bases)
          use(base, listener.port())
              .ifPresent(use -> findings.add(open(listener, base, use, proc)));
    return findings;
  }

  private static BaselineFinding open(Listener listener, int base, String use, Path proc) {
    var who = listener.owner(proc).map(owner -> ", by " + owner).orElse("");
    return BaselineFinding.here(
        BaselineCheck.DEBUG_PORT_OPEN,
        listener.toString(),
        "is listened on beyond loopback" + who + ": " + use + " of the gateway on port " + base,
        "bind it to 127.0.0.1, or close port " + listener.port() + " in the firewall");
  }
}
