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
import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** This machine itself: its network, and the local ports that a tunnel is to listen on. */
final class MachineLook {
  private static final Pattern PID = Pattern.compile("process ([0-9]+)\\b.*");

  /** The words of the system for EADDRINUSE, as the runtime hands them on. */
  private static final String TAKEN = "in use";

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
      if (!listensHere(forward)) continue;
      var refused = tried(forward);
      if (refused.isPresent() && !isOursAnyway(notebook, forward, refused.get())) return false;
    }
    notebook.info(PathLayer.MACHINE, "local ports", "ours or free");
    return true;
  }

  /** Whether all is well nevertheless, since the port is held by us. */
  private boolean isOursAnyway(Notebook notebook, Forward forward, BindException refused) {
    var local = forward.local();
    if (!String.valueOf(refused.getMessage()).contains(TAKEN))
      return failed(
          notebook, forward, new Failure(Reason.BIND_DENIED, local + ": " + refused.getMessage()));
    var owner = PortOwner.of(local).orElse("a process that the system does not name");
    if (isOurs(owner)) return true;
    notebook.sign(new Sign.PortHeld(local.port(), owner));
    return failed(
        notebook, forward, new Failure(Reason.PORT_TAKEN, local + " is held by " + owner));
  }

  private static boolean failed(Notebook notebook, Forward forward, Failure failure) {
    notebook.failed(PathLayer.MACHINE, "local port " + forward.local(), failure);
    return false;
  }

  /** A tunnel of the walk's own has another port: so the configured one is tried for itself. */
  private static Optional<BindException> tried(Forward forward) {
    var local = forward.local();
    try (var server = new ServerSocket()) {
      server.setReuseAddress(true);
      server.bind(new InetSocketAddress(local.host(), local.port()), 1);
      return Optional.empty();
    } catch (BindException e) {
      return Optional.of(e);
    } catch (IOException e) {
      return Optional.empty(); // the tunnel itself will say
    }
  }

  private static boolean listensHere(Forward forward) {
    return forward.direction() != Direction.REMOTE && forward.local().socket().isEmpty();
  }

  private boolean isOurs(String owner) {
    var pid = PID.matcher(owner);
    return pid.matches() && ours.contains(Long.parseLong(pid.group(1)));
  }
}
