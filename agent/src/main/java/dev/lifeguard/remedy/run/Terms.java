package dev.lifeguard.remedy.run;

import dev.lifeguard.remedy.RemedySettings;
import dev.lifeguard.remedy.RemedySettings.Mode;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Which remedies there are, and for which gateways. */
public record Terms(List<RemedySettings> remedies, Map<String, GatewayTerms> gateways) {
  public static final Terms NONE = new Terms(List.of(), Map.of());

  /**
   * One gateway.
   *
   * @param cap how much remedies may do there at most; empty: what each says itself
   */
  public record GatewayTerms(Map<String, String> labels, Optional<Mode> cap) {
    public GatewayTerms {
      labels = Map.copyOf(labels);
    }
  }

  public Terms {
    remedies = List.copyOf(remedies);
    gateways = Map.copyOf(gateways);
  }

  Optional<RemedySettings> remedy(String name) {
    return remedies.stream().filter(remedy -> remedy.name().equals(name)).findFirst();
  }

  Mode mode(RemedySettings remedy, String gateway) {
    return Optional.ofNullable(gateways.get(gateway))
        .flatMap(GatewayTerms::cap)
        .map(remedy.mode()::stricter)
        .orElse(remedy.mode());
  }
}
