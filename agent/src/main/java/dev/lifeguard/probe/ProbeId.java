package dev.lifeguard.probe;

import dev.lifeguard.fact.Subject;

/**
 * Which look it is: the subject and the kind of probe, which is the metric label {@code probe}
 * (tcp, ssh-auth, forward, gateway, channels, ...).
 */
public record ProbeId(Subject subject, String kind) {
  @Override
  public String toString() {
    return kind + "/" + subject;
  }
}
