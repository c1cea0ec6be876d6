package dev.lifeguard.gateway.health;

import dev.lifeguard.gateway.GatewayReport.Security;
import dev.lifeguard.time.Time;
import java.io.IOException;
import java.time.Duration;

/**
 * Runs OpenClaw's own security audit, for which there is no RPC, on the gateway's premises. Blocks
 * for some six seconds.
 */
record AuditCommand(Time time, Duration within) {
  Security run(Premises premises) {
    try {
      return premises
          .run(within, "security", "audit", "--json")
          .map(output -> AuditReading.of(output, time.now()))
          .orElseGet(() -> not("the audit did not end within " + within.toSeconds() + " s"));
    } catch (IOException e) {
      return not("the audit failed: " + e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return not("interrupted");
    }
  }

  private static Security not(String because) {
    return new Security.NotLooked(because);
  }
}
