package dev.lifeguard.app;

import dev.lifeguard.alert.MaintenanceSettings;
import dev.lifeguard.config.HostPort;
import dev.lifeguard.config.SecretSource;
import dev.lifeguard.notify.NotifySettings;
import dev.lifeguard.remedy.RemedySettings;
import dev.lifeguard.rule.RuleSet;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;

/** Everything that the configuration says: what is built from it is the agent. */
public record AgentSettings(
    Own own,
    List<WatchedGateway> gateways,
    RuleSet rules,
    List<RemedySettings> remedies,
    NotifySettings notification,
    List<MaintenanceSettings> maintenance) {

  public AgentSettings {
    gateways = List.copyOf(gateways);
    rules = ShippedLayers.completed(rules);
    remedies = List.copyOf(remedies);
    maintenance = List.copyOf(maintenance);
    notification = notification.with(GatewayWays.known(notification.receivers(), gateways, own));
  }

  /**
   * Who is told, and where links in messages lead: to the configured address of the console, else
   * to where the agent listens.
   */
  public NotifySettings linked() {
    var listen = own.listen();
    if (notification.console().isPresent() || listen.port() == 0) return notification;
    return notification.leadingTo(URI.create("http://" + listen));
  }

  /** The agent itself. */
  public record Own(HostPort listen, SecretSource token, Path dataDir, ReloadMode reload) {}

  /** What a change of the configuration does without being asked for. */
  public enum ReloadMode {
    AUTO,
    HYBRID,
    MANUAL
  }
}
