package dev.lifeguard.gateway;

import java.util.Locale;

/** How a channel account is doing: the words of the fact {@code channel_status}. */
public enum ChannelState {
  ACTIVE,
  STARTING,
  /** Lost its connection and tries by itself. */
  RECOVERING,
  /** Failed for good: a person or a remedy must act. */
  BLOCKED,
  STOPPED,
  /** Claims to be connected, but nothing passes. */
  SILENT,
  /** Not started because the gateway's crash-loop breaker tripped. */
  SUPPRESSED;

  private final String code = name().toLowerCase(Locale.ROOT);

  public String code() {
    return code;
  }

  @Override
  public String toString() {
    return code;
  }
}
