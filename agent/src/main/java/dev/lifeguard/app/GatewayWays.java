package dev.lifeguard.app;

import dev.lifeguard.app.AgentSettings.Own;
import dev.lifeguard.app.WatchedGateway.AccessPath;
import dev.lifeguard.config.Nearest;
import dev.lifeguard.config.Place;
import dev.lifeguard.notify.NotifySettings;
import dev.lifeguard.notify.OnCall;
import dev.lifeguard.notify.ReceiverSettings;
import dev.lifeguard.notify.openclaw.OpenClawSettings;
import dev.lifeguard.notify.openclaw.OpenClawSettings.Ways;
import dev.lifeguard.rule.RuleSet;
import java.util.Collection;
import java.util.List;

/**
 * Receivers that a watched gateway carries: how they are reached, and that nobody counts on them
 * alone. A gateway that is down tells nobody of it.
 */
final class GatewayWays {
  private static final String MEND =
      "add a receiver that does not need a gateway: email, webhook, a chat service's own";

  private GatewayWays() {}

  /** The receivers, each with the ways to the gateway that it leads through. */
  static List<ReceiverSettings> known(
      List<ReceiverSettings> receivers, List<WatchedGateway> gateways, Own own) {
    return receivers.stream().map(receiver -> known(receiver, gateways, own)).toList();
  }

  private static ReceiverSettings known(
      ReceiverSettings receiver, List<WatchedGateway> gateways, Own own) {
    if (!(receiver instanceof OpenClawSettings channel)) return receiver;
    var ways =
        gateways.stream()
            .filter(gateway -> gateway.name().equals(channel.gateway()))
            .flatMap(gateway -> gateway.paths().stream())
            .map(AccessPath::gateway)
            .toList();
    return channel.by(new Ways(ways, own.dataDir().resolve("device.key")));
  }

  /** The gateways are there, and somebody is told in another way too. */
  static void lookAt(NotifySettings notification, Place place, List<WatchedGateway> gateways) {
    var receivers = notification.receivers();
    var names = gateways.stream().map(WatchedGateway::name).toList();
    var at = place.under("receivers");
    for (int i = 0; i < receivers.size(); i++)
      for (var gateway : receivers.get(i).throughGateway().stream().toList())
        if (!names.contains(gateway))
          at.under(i)
              .under("openclaw")
              .under("gateway")
              .refuse(
                  "no gateway is named \"" + gateway + "\"", Nearest.suggestion(gateway, names));
    if (!receivers.isEmpty() && receivers.stream().allMatch(GatewayWays::needsGateway))
      at.refuse("all lead through gateways that are watched: one that is down tells nobody", MEND);
  }

  /** No rule of the user's tells only those whom a gateway must reach. */
  static void lookAt(RuleSet rules, NotifySettings notification, Place file) {
    for (var rule : rules.rules()) {
      var told = rule.wording().receivers();
      if (rule.origin().isShipped() || told.isEmpty() || !needGateway(told, notification)) continue;
      file.elsewhere(rule.origin(), "alerts." + rule.name() + ".notify")
          .refuse("is told only through a gateway that is watched: " + told, MEND);
    }
  }

  private static boolean needGateway(Collection<String> names, NotifySettings notification) {
    return new Reach(notification, 0).needGateway(names);
  }

  /** Where names lead; a circle of groups is refused elsewhere, and ends here. */
  private record Reach(NotifySettings notification, int depth) {
    private static final int DEEPEST = 5;

    boolean needGateway(Collection<String> names) {
      var next = new Reach(notification, depth + 1);
      return depth < DEEPEST && !names.isEmpty() && names.stream().allMatch(next::needsGateway);
    }

    private boolean needsGateway(String name) {
      for (var receiver : notification.receivers())
        if (receiver.name().equals(name)) return GatewayWays.needsGateway(receiver);
      for (var rotation : notification.onCall())
        if (rotation.name().equals(name)) return oneNeedsGateway(rotation);
      return needGateway(notification.groups().getOrDefault(name, List.of()));
    }

    /** Some day it is the turn of the one who has nothing else. */
    private boolean oneNeedsGateway(OnCall rotation) {
      return rotation.people().stream().anyMatch(person -> needGateway(person.receivers()));
    }
  }

  private static boolean needsGateway(ReceiverSettings receiver) {
    return receiver.throughGateway().isPresent();
  }
}
