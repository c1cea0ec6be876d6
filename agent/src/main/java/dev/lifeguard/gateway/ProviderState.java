package dev.lifeguard.gateway;

import java.util.Locale;

/** How a model provider is doing: the words of the fact {@code provider_status}. */
public enum ProviderState {
  AVAILABLE,
  /** The gateway itself keeps away from it for a while. */
  COOLING_DOWN,
  UNAUTHORIZED,
  RATE_LIMITED,
  UNREACHABLE;

  private final String code = name().toLowerCase(Locale.ROOT);

  public String code() {
    return code;
  }

  @Override
  public String toString() {
    return code;
  }
}
