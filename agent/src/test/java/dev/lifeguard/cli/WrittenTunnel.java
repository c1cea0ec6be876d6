package dev.lifeguard.cli;

import dev.lifeguard.peer.Ports;
import dev.lifeguard.peer.Sshd;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A tunnel to be diagnosed, as it is written into the file: each method answers a changed copy.
 *
 * @param identity empty: none is written
 * @param more further keys of the tunnel
 */
record WrittenTunnel(
    String ssh, String identity, List<Path> knownHosts, String more, int local, int remote) {
  static final String TOKEN = "lifeguardtest0123456789abcdefghij";

  /** To a port where nobody listens: for what breaks before that. */
  static WrittenTunnel to(Sshd sshd) {
    return new WrittenTunnel(
        sshd.destination(),
        sshd.clientKey().file().toString(),
        List.of(sshd.knownHosts()),
        "",
        Ports.free(),
        Ports.free());
  }

  WrittenTunnel ssh(String other) {
    return new WrittenTunnel(other, identity, knownHosts, more, local, remote);
  }

  WrittenTunnel identity(Path other) {
    return new WrittenTunnel(ssh, other.toString(), knownHosts, more, local, remote);
  }

  WrittenTunnel withoutIdentity() {
    return new WrittenTunnel(ssh, "", knownHosts, more, local, remote);
  }

  WrittenTunnel knowing(Path... others) {
    return new WrittenTunnel(ssh, identity, List.of(others), more, local, remote);
  }

  WrittenTunnel with(String setting) {
    return new WrittenTunnel(ssh, identity, knownHosts, more + ", " + setting, local, remote);
  }

  WrittenTunnel local(int other) {
    return new WrittenTunnel(ssh, identity, knownHosts, more, other, remote);
  }

  WrittenTunnel remote(int other) {
    return new WrittenTunnel(ssh, identity, knownHosts, more, local, other);
  }

  /** The flow mapping of the tunnel. */
  String yaml() {
    var key = identity.isEmpty() ? "" : ", identity: \"" + identity + "\"";
    return "{ssh: \"%s\"%s, known-hosts: %s%s, forwards: [{name: gateway, local: \"127.0.0.1:%d\", remote: \"127.0.0.1:%d\"}]}"
        .formatted(ssh, key, knownHosts, more, local, remote);
  }

  Path file(HomeFolder home) {
    return home.write(
        "lifeguard.yaml",
        """
        agent: {listen: "127.0.0.1:0", data-dir: "%s"}
        gateways:
          - name: home
            url: "ws://127.0.0.1:%d"
            token: "%s"
            tunnel: %s
        """
            .formatted(home.resolve("data"), local, TOKEN, yaml()));
  }

  Ran diagnose(HomeFolder home, Object... more) {
    var words =
        new ArrayList<Object>(List.of("diagnose", "home", "--json", "--config", file(home)));
    words.addAll(List.of(more));
    return Ran.of(words.toArray());
  }
}
