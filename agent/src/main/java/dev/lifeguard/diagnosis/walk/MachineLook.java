package dev.lifeguard.diagnosis.walk;

import dev.lifeguard.diagnosis.PathLayer;
import dev.lifeguard.diagnosis.evidence.Sign;
import dev.lifeguard.probe.OwnNetwork;
import dev.lifeguard.reason.Failure;
import dev.lifeguard.reason.Reason;
import dev.lifeguard.time.Time;
import dev.lifeguard.tunnel.PortOwner;
import dev.lifeguard.tunnel.TunnelSettings;
import dev.lifeguard.tunnel.TunnelSettings.Direction;
import dev.lifeguard.tunnel.TunnelSettings.Forward;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** This machine itself: its network, and the local ports that a tunnel is to listen on. */
final class MachineLook {
  private static final Pattern PID = Pattern.compile("process ([0-9]+)\\b.*");

  private final OwnNetwork network;
  private final Set<Long> ours;

  MachineLook(Time time, Set<Long> ours) {
    this.network = new OwnNetwork(time);
    this.ours = ours;
  }

  /** Whether targets elsewhere can be reached at all. */
  boolean hasNetwork(Notebook notebook) {
    if (!network.gone()) {
      notebook.info(PathLayer.MACHINE, "own network", "up");
      return true;
    }
    notebook.sign(new Sign.OwnNetworkGone());
    notebook.failed(
        PathLayer.MACHINE,
        "own network",
        new Failure(Reason.OWN_NETWORK_DOWN, Reason.OWN_NETWORK_DOWN.meaning()));
    return false;
  }

  /** Whether every local port is free, or held by us. */
  boolean hasPorts(Notebook notebook, TunnelSettings tunnel) {
    if (!(tunnel instanceof TunnelSettings.Kept kept)) return true;
    for (var forward : kept.forwards()) {
      var holder = holder(forward);
      if (holder.isEmpty()) continue;
      var port = forward.local().port();
      notebook.sign(new Sign.PortHeld(port, holder.get()));
      notebook.failed(
          PathLayer.MACHINE,
          "local port " + forward.local(),
          new Failure(Reason.PORT_TAKEN, forward.local() + " is held by " + holder.get()));
      return false;
    }
    notebook.info(PathLayer.MACHINE, "local ports", "ours or free");
    return true;
  }

  private Optional<String> holder(Forward forward) {
    if (forward.direction() == Direction.REMOTE || forward.local().socket().isPresent())
      return Optional.empty();
    return PortOwner.of(forward.local()).filter(owner -> !isOurs(owner));
  }

  private boolean isOurs(String owner) {
    var pid = PID.matcher(owner);
    return pid.matches() && ours.contains(Long.parseLong(pid.group(1)));
  }
}
