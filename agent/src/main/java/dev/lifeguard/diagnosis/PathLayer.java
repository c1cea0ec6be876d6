package dev.lifeguard.diagnosis;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Where on the way from us to the model something lies, from the inside of this machine out. */
public enum PathLayer {
  /** This machine: its own network, resolver, ports. */
  MACHINE,
  /** What the files say about the way, before anybody walks it. */
  FILES,
  NETWORK,
  SSH_AUTH,
  FORWARD,
  TUNNEL,
  GATEWAY,
  CHANNELS,
  PROVIDERS;

  private final String code = name().toLowerCase(Locale.ROOT).replace('_', '-');

  /** As in {@code thresholds.yaml}, tables and JSON. */
  public String code() {
    return code;
  }

  public static Optional<PathLayer> of(String code) {
    return Arrays.stream(values()).filter(layer -> layer.code.equals(code)).findFirst();
  }

  /** Whether this cannot be judged while the other is broken. */
  public boolean isBehind(PathLayer other) {
    return compareTo(other) > 0;
  }
}
