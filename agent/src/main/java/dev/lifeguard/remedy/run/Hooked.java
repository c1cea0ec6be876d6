package dev.lifeguard.remedy.run;

import java.time.Instant;
import java.util.Map;

/** One alert as Alertmanager tells of it. */
public record Hooked(
    Status status, String fingerprint, Map<String, String> labels, Instant startsAt) {
  public Hooked {
    labels = Map.copyOf(labels);
  }

  /** Alertmanager knows two. */
  public enum Status {
    FIRING,
    RESOLVED
  }

  String name() {
    return labels.getOrDefault("alertname", "");
  }

  String gateway() {
    return labels.getOrDefault("gateway", "");
  }
}
