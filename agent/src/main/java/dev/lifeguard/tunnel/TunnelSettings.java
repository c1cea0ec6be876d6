package dev.lifeguard.tunnel;

import dev.lifeguard.ssh.config.SshSettings;
import java.util.List;
import java.util.Optional;

/**
 * One gateway's tunnel as configured: kept by us over SSH, or watched while somebody else keeps it.
 */
public sealed interface TunnelSettings {
  /**
   * Kept by us.
   *
   * @param standby keep a second authenticated session ready to take over
   */
  record Kept(String name, SshSettings ssh, List<Forward> forwards, boolean standby)
      implements TunnelSettings {
    public Kept {
      forwards = List.copyOf(forwards);
    }
  }

  /**
   * Kept by somebody else: watched through its local address, restarted only through its owner.
   *
   * @param restart the owner's command; empty: we never restart it
   */
  record External(String name, Forward watched, List<String> restart) implements TunnelSettings {
    public External {
      restart = List.copyOf(restart);
    }
  }

  /** Unique within the gateway. */
  String name();

  /** Which way connections are forwarded. */
  enum Direction {
    LOCAL,
    REMOTE
  }

  /** What must answer behind a forward for it to count as up. */
  enum Expect {
    GATEWAY,
    HTTP,
    BANNER,
    OPEN
  }

  /**
   * One forward.
   *
   * @param local where we listen (direction LOCAL) or connect to (REMOTE)
   * @param remote where the far side connects to (LOCAL) or listens (REMOTE; port 0: the server
   *     picks)
   */
  record Forward(
      String name, Direction direction, Endpoint local, Endpoint remote, Expect expect) {}

  /** An address as literally given: host and port, or the path of a unix socket. */
  record Endpoint(String host, int port, Optional<String> socket) {
    public static Endpoint of(String host, int port) {
      return new Endpoint(host, port, Optional.empty());
    }

    public static Endpoint unix(String path) {
      return new Endpoint("", 0, Optional.of(path));
    }

    @Override
    public String toString() {
      return socket.orElseGet(() -> (host.contains(":") ? "[" + host + "]" : host) + ":" + port);
    }
  }
}
