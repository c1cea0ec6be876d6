package dev.lifeguard.gateway.health;

import java.time.Duration;

/**
 * How often what is looked at.
 *
 * @param gateway one health call, the channels' states and the model calls
 * @param timeout of one call, and of the whole handshake; a handshake gets at least 10 s, because a
 *     wrong token is answered up to 5 s late
 * @param channels a live probe of each channel
 * @param errors the gateway's log
 * @param security OpenClaw's audit and the ports
 */
public record WatchSettings(
    Duration gateway,
    Duration timeout,
    Duration channels,
    Duration providers,
    Duration errors,
    Duration security) {
  public static final WatchSettings DEFAULT =
      new WatchSettings(
          Duration.ofSeconds(2),
          Duration.ofSeconds(10),
          Duration.ofSeconds(60),
          Duration.ofSeconds(60),
          Duration.ofSeconds(10),
          Duration.ofHours(1));

  /** The same, but for how often the gateway's security is looked at. */
  public WatchSettings withSecurity(Duration every) {
    return new WatchSettings(gateway, timeout, channels, providers, errors, every);
  }
}
