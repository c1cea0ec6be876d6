package dev.lifeguard.ssh.config;

import java.util.Optional;

/** Port numbers as text. Names of services are not looked up. */
final class Ports {
  static final int SSH = 22;

  private Ports() {}

  /** 0 to 65535. */
  static Optional<Integer> parse(String text) {
    if (!text.matches("[0-9]{1,9}")) return Optional.empty();
    int port = Integer.parseInt(text);
    return port <= 65_535 ? Optional.of(port) : Optional.empty();
  }
}
