package dev.lifeguard.remedy.run;

import dev.lifeguard.remedy.Ledger;
import dev.lifeguard.remedy.RemedySettings;
import dev.lifeguard.remedy.RemedySettings.Mode;
import java.time.Instant;
import java.util.List;

/**
 * A remedy with how it stands.
 *
 * @param unknownSteps steps of it that this agent cannot do
 */
public record RemedyView(
    RemedySettings settings, List<PerGateway> gateways, List<String> unknownSteps) {
  public RemedyView {
    gateways = List.copyOf(gateways);
    unknownSteps = List.copyOf(unknownSteps);
  }

  /**
   * How it stands on one gateway.
   *
   * @param mode the stricter of the remedy's and the gateway's
   * @param ledger with the breaker as it is at {@code at}
   */
  public record PerGateway(String gateway, Mode mode, Ledger ledger, Instant at) {}
}
