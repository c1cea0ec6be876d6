package dev.lifeguard.baseline;

import static dev.lifeguard.baseline.BaselineCheck.*;

import dev.lifeguard.config.HostPort;
import dev.lifeguard.tunnel.TunnelSettings;
import dev.lifeguard.tunnel.TunnelSettings.Direction;
import dev.lifeguard.tunnel.TunnelSettings.Forward;
import java.util.ArrayList;
import java.util.List;

/** Judges the local ports that tunnels listen on. Pure. */
final class PortPosture {
  private static final int SAFE_FIRST = 20_000;
  private static final int SAFE_LAST = 29_999;
  private static final int NODE_FIRST = 30_000;
  private static final int NODE_LAST = 32_767;

  private final Machine machine;
  private final List<BaselineFinding> findings = new ArrayList<>();

  PortPosture(Machine machine) {
    this.machine = machine;
  }

  static List<BaselineFinding> of(BaselineScope.Gateway gateway, Machine machine) {
    var posture = new PortPosture(machine);
    for (var tunnel : gateway.tunnels())
      if (tunnel instanceof TunnelSettings.Kept kept) kept.forwards().forEach(posture::judge);
    return posture.findings.stream().map(it -> it.of(gateway.name())).toList();
  }

  private void judge(Forward forward) {
    if (forward.direction() != Direction.LOCAL || forward.local().socket().isPresent()) return;
    if (!new HostPort(forward.local().host(), 0).isLoopback())
      add(LOCAL_FORWARD_OPEN, forward, "listens beyond loopback", "listen on 127.0.0.1");
    port(forward);
  }

  private void port(Forward forward) {
    var port = forward.local().port();
    var choose = "choose a port of " + SAFE_FIRST + "-" + SAFE_LAST;
    if (port == 0) return; // the system chooses, and tells us
    if (machine.isEphemeral(port))
      add(
          LOCAL_PORT_EPHEMERAL,
          forward,
          "lies in the ephemeral range " + machine.ephemeral(),
          choose + ", or reserve it: sysctl -w net.ipv4.ip_local_reserved_ports=" + port);
    if (machine.hasKubelet() && port >= NODE_FIRST && port <= NODE_LAST)
      add(LOCAL_PORT_NODE_PORT, forward, "is a NodePort, and a kubelet runs here", choose);
    else if (!machine.isEphemeral(port) && (port < SAFE_FIRST || port > SAFE_LAST))
      add(LOCAL_PORT_UNUSUAL, forward, "lies outside of " + SAFE_FIRST + "-" + SAFE_LAST, choose);
  }

  private void add(BaselineCheck check, Forward forward, String seen, String fix) {
    findings.add(BaselineFinding.here(check, forward.local().toString(), seen, fix));
  }
}
