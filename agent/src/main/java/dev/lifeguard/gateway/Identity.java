package dev.lifeguard.gateway;

import java.util.Optional;

/**
 * By what a gateway is recognised, whichever way leads to it.
 *
 * @param device its own stable id; empty when it tells none
 * @param boot new after each start, so that only an equal one says something
 */
public record Identity(Optional<String> device, String boot) {
  /** What two identities say of each other. */
  public enum Kin {
    SAME,
    OTHER,
    UNKNOWN
  }

  public Kin kin(Identity that) {
    if (device.isPresent() && that.device.isPresent())
      return device.equals(that.device) ? Kin.SAME : Kin.OTHER;
    return !boot.isEmpty() && boot.equals(that.boot) ? Kin.SAME : Kin.UNKNOWN;
  }

  /** Short enough for a sentence. */
  @Override
  public String toString() {
    return device
        .map(id -> "device " + id.substring(0, Math.min(12, id.length())))
        .orElse("boot " + boot);
  }
}
