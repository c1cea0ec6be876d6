package dev.lifeguard.alert;

import dev.lifeguard.config.Cron;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Map;

/**
 * A time in which work is expected on some gateways.
 *
 * @param gateways the labels that a gateway must have; none: every gateway
 */
public record MaintenanceSettings(
    String name, Map<String, String> gateways, Cron schedule, ZoneId zone, Duration lasts) {
  public MaintenanceSettings {
    gateways = Map.copyOf(gateways);
  }

  /** Whether a gateway with these labels is worked on. */
  public boolean covers(Map<String, String> labels) {
    return labels.entrySet().containsAll(gateways.entrySet());
  }
}
