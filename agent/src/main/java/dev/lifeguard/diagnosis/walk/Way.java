package dev.lifeguard.diagnosis.walk;

import dev.lifeguard.diagnosis.evidence.Names;
import dev.lifeguard.diagnosis.evidence.Sign;
import dev.lifeguard.gateway.GatewaySettings;
import dev.lifeguard.probe.tailscale.TailnetWays;
import dev.lifeguard.rule.Layer;
import dev.lifeguard.ssh.config.SshSettings;
import dev.lifeguard.tunnel.TunnelId;
import dev.lifeguard.tunnel.TunnelSettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The way to one gateway, as far as there is one.
 *
 * @param subject the gateway's name, or the destination or URL that was asked for
 * @param tunnel what leads through SSH; empty: straight, or only a login was asked for
 * @param login where to log in; empty: straight, or somebody else keeps the tunnel
 * @param gateway empty: only the SSH part was asked for
 * @param thresholds the layers of {@code thresholds.yaml}
 * @param tailnet what the way wants of the tailnet; without hosts: it does not lead through one
 * @param known what was known before, of the tunnel over time and of what lies behind the gateway
 */
public record Way(
    String subject,
    Names names,
    Optional<SshSettings> login,
    Optional<Carried> tunnel,
    Optional<GatewaySettings> gateway,
    Patience patience,
    List<Layer> thresholds,
    TailnetWays tailnet,
    List<Sign> known) {

  public Way {
    thresholds = List.copyOf(thresholds);
    known = List.copyOf(known);
  }

  /**
   * A tunnel on the way.
   *
   * @param written as configured, with the local ports that clients use
   * @param walked the same, with the ports that this walk uses
   * @param standing the agent keeps it; else the walk brings it up for itself
   */
  public record Carried(
      TunnelId id, TunnelSettings written, TunnelSettings walked, boolean standing) {}

  /** How long each look may take: as the probes of that kind are configured. */
  public record Patience(Duration tcp, Duration login, Duration forward, Duration gateway) {
    public static final Patience USUAL =
        new Patience(
            Duration.ofSeconds(5),
            Duration.ofSeconds(10),
            Duration.ofSeconds(5),
            Duration.ofSeconds(10));
  }

  /** Whether its gateway is spoken to through the tailnet, so far as its address says. */
  public boolean leadsThroughTailnet() {
    return gateway.stream().anyMatch(it -> TailnetStep.concerns(it.url().getHost(), tailnet));
  }

  /** The same, with more that is known of it. */
  public Way knowing(List<Sign> more) {
    var all = new ArrayList<>(known);
    all.addAll(more);
    return new Way(subject, names, login, tunnel, gateway, patience, thresholds, tailnet, all);
  }
}
