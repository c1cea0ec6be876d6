package dev.lifeguard.gateway;

import java.time.Duration;

/**
 * How much we bear from a gateway, and how long we wait for it.
 *
 * @param handshake from the name to the hello. A wrong token is answered up to 5 s late on
 *     loopback, so a shorter limit would take "wrong token" for "hung"
 * @param call for one RPC
 */
public record Limits(Duration handshake, Duration call) {
  /** A frame of the gateway's own limit (25 MiB), and its envelope. */
  static final int FRAME = 26_214_400 + 65_536;

  /** Unanswered calls on one connection; more means that our own caller runs wild. */
  static final int PENDING = 64;

  /** Of an HTTP answer: the real ones have less than a kilobyte. */
  static final int BODY = 65_536;

  public static final Limits DEFAULT = new Limits(Duration.ofSeconds(10), Duration.ofSeconds(10));
}
