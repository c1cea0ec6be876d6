package dev.lifeguard.tunnel;

import dev.lifeguard.reason.Failure;
import dev.lifeguard.ssh.SshSession;
import dev.lifeguard.tunnel.TunnelSettings.Forward;

/** One forward of a tunnel that we keep, while sessions come and go. Usable from any thread. */
sealed interface CarriedForward permits LocalForward, RemoteForward {
  /** What is known of it, whichever way it leads. */
  record Books(Forward settings, Status status, Connections connections) {
    static Books of(TunnelId tunnel, Forward settings, Site site) {
      return new Books(
          settings,
          new Status(tunnel, settings.name(), site),
          new Connections(tunnel, settings.name(), site));
    }
  }

  Books books();

  default Forward settings() {
    return books().settings();
  }

  default ForwardStatus status() {
    return books().status().current();
  }

  default Counts counts() {
    return books().connections().counts();
  }

  /** Begins to take connections, as far as that needs no session. */
  void open();

  /** From now on, this session carries. */
  void carry(SshSession session);

  /** The session is gone: what it carried is cut, what comes now waits. */
  void hold(Failure why);

  /** Ends all connections and stops listening. */
  void close(Failure why);
}
