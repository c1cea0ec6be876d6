package dev.lifeguard.diagnosis.walk;

import dev.lifeguard.bus.Bus;
import dev.lifeguard.probe.forward.ForwardProbe;
import dev.lifeguard.probe.forward.KnownGateways;
import dev.lifeguard.probe.tailscale.TailnetLook;
import dev.lifeguard.probe.tcp.Tcp;
import dev.lifeguard.ssh.SshSessions;
import dev.lifeguard.ssh.config.SshEnvironment;
import dev.lifeguard.time.Time;
import dev.lifeguard.tunnel.Tunnels;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;

/**
 * What a walk looks with. The sessions and tunnels are the agent's own, or a command's.
 *
 * @param context where TCP looks run, and nothing else
 * @param tailnet asked only about ways that lead through it
 * @param deviceKey our key for gateways
 * @param ours processes that may hold our local ports: this one, and an agent beside it
 */
public record Means(
    Vertx vertx,
    Context context,
    Tcp tcp,
    Time time,
    SshSessions sessions,
    SshEnvironment environment,
    ForwardProbe.Means forwards,
    TailnetLook tailnet,
    Path deviceKey,
    Set<Long> ours) {

  private static final Duration TAILNET = Duration.ofSeconds(3);

  public Means {
    ours = Set.copyOf(ours);
  }

  public static Means of(Vertx vertx, Bus bus, Time time, Ssh ssh, Path deviceKey, Set<Long> ours) {
    return new Means(
        vertx,
        vertx.getOrCreateContext(),
        new Tcp(vertx, bus, time),
        time,
        ssh.sessions(),
        ssh.environment(),
        new ForwardProbe.Means(ssh.tunnels(), ssh.known(), time),
        TailnetLook.here(TAILNET),
        deviceKey,
        ours);
  }

  Tunnels tunnels() {
    return forwards.tunnels();
  }

  /** The SSH side of it. */
  public record Ssh(
      SshSessions sessions, SshEnvironment environment, Tunnels tunnels, KnownGateways known) {}
}
