package dev.lifeguard.diagnosis.evidence;

import dev.lifeguard.diagnosis.PathLayer;
import dev.lifeguard.fact.Fact;
import dev.lifeguard.fact.FactValue;
import dev.lifeguard.fact.Subject;
import dev.lifeguard.reason.Failure;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One thing that was seen. Says nothing of what follows from it. */
public sealed interface Sign {
  /** A look at a layer ended in a failure. */
  record Failed(PathLayer layer, Failure failure) implements Sign {}

  /** A look at a layer ended well. */
  record Passed(PathLayer layer, String what) implements Sign {}

  /** A layer carries, but later than its threshold asks. */
  record Slow(PathLayer layer, String what, Duration took, String threshold) implements Sign {}

  /** People find it slow: an alert fires on how long a call takes. */
  record FoundSlow(String alert) implements Sign {}

  /** From here to the server's login and back, on the session that stands. */
  record RoundTrip(Duration took) implements Sign {}

  /** A tunnel that has been trying for so long without ever having stood. */
  record Pending(Duration since, Optional<Failure> last) implements Sign {}

  /** One fact as it was last seen. */
  record Seen(Subject subject, Fact fact, FactValue value) implements Sign {}

  /** No interface of this machine leads anywhere. */
  record OwnNetworkGone() implements Sign {}

  /** The resolver answers for no name at all, not only for this one. */
  record ResolverDead(String detail) implements Sign {}

  /** Somebody else listens where our forward should. */
  record PortHeld(int port, String process) implements Sign {}

  /** A destination or a jump host is the empty text, or a variable that came out empty. */
  record HostEmpty(Role role) implements Sign {}

  /**
   * The OpenSSH configuration has no Host of that name.
   *
   * @param nearest the alias that was probably meant
   */
  record AliasUnknown(Role role, String alias, Optional<String> nearest) implements Sign {}

  /**
   * One alias stands in several Host blocks that disagree: the first value wins.
   *
   * @param places {@code file:line} of each
   * @param difference the keyword and its values, the one in force first
   * @param other what the later block would lead to, and whether it answers
   */
  record AliasTwice(
      String alias, List<String> places, String difference, Optional<Alternative> other)
      implements Sign {
    public AliasTwice {
      places = List.copyOf(places);
    }
  }

  /** What a setting that is not in force would lead to. */
  record Alternative(String what, boolean answers) {}

  /** A value of one file that another one, or the command line, overrides. */
  record Shadowed(
      String setting,
      String inForce,
      String from,
      String loser,
      String loserFrom,
      Optional<Alternative> other)
      implements Sign {}

  /** Over there somebody listens on loopback only, on the port that we dialled from outside. */
  record LoopbackOnly(String dialled, String listening) implements Sign {}

  /**
   * Who listens over there.
   *
   * @param gatewaysAt the other ports on which gateways answer; which ones they are is not known
   */
  record FarListeners(List<Listener> listeners, List<Integer> gatewaysAt) implements Sign {
    public FarListeners {
      listeners = List.copyOf(listeners);
      gatewaysAt = List.copyOf(gatewaysAt);
    }
  }

  /**
   * Where other gateways of the configuration are, on the host that this way leads to.
   *
   * @param gateways by their ports
   */
  record Neighbours(Map<Integer, String> gateways) implements Sign {
    public Neighbours {
      gateways = Map.copyOf(gateways);
    }
  }

  /**
   * The gateway did answer on this way once: what it leads to is not likely to be wrong.
   *
   * @param when in words
   */
  record AnsweredBefore(String when) implements Sign {}

  /**
   * One listening socket.
   *
   * @param process {@code node (pid 42)}, where the system says
   */
  record Listener(String address, int port, Optional<String> process) {}

  /** With patience it does come, but later than we wait by configuration. */
  record SlowerThanAllowed(String what, String setting, Duration allowed, Duration needed)
      implements Sign {}

  /** A line of sshd's log that speaks of our login. */
  record SshdSaid(String line) implements Sign {}

  /** One line of sshd's effective configuration, from over there. */
  record SshdOption(String keyword, String value) implements Sign {}

  /** What the process list over there says of the gateway. */
  record GatewayProcess(boolean runs, String detail) implements Sign {}

  /** The end of the gateway's log or of its service manager's word on it. */
  record GatewaySaid(String line) implements Sign {}

  /** The gateway's own program looked at its configuration file, and would not start with it. */
  record ConfigRefused(String detail) implements Sign {}

  /** Load of the gateway's host: runnable processes per core, free memory as a share. */
  record HostLoad(double perCore, double memoryFree) implements Sign {}

  /** Segments that had to be sent again, of those that were sent. */
  record Retransmits(long again, long sent) implements Sign {}

  /**
   * How sessions or connections ended lately, oldest first.
   *
   * @param window within which
   */
  record Losses(List<Loss> losses, Duration window) implements Sign {
    public Losses {
      losses = List.copyOf(losses);
    }
  }

  /** One end: when, after how long a life, and why. */
  record Loss(Instant at, Duration age, Failure why) {}

  /**
   * How our own keepalive watches a session.
   *
   * @param every a question goes that often
   * @param patience what is answered later ends the session
   */
  record Watched(Duration every, Duration patience) implements Sign {}

  /** The gateway began another life. */
  record BootChanged(Instant at) implements Sign {}

  /** A person must approve this device on the gateway. */
  record PairingAsked(String command) implements Sign {}

  /** Channels that the gateway's crash-loop breaker keeps from starting. */
  record Suppressed(List<String> channels) implements Sign {
    public Suppressed {
      channels = List.copyOf(channels);
    }
  }

  /** The state of the tailnet's backend, or of the peer in it, that is not as it should be. */
  record Tailnet(TailnetMatter matter, String detail) implements Sign {}

  /** What can be wrong with a tailnet. */
  enum TailnetMatter {
    STOPPED,
    KEY_EXPIRED,
    PEER_OFFLINE,
    SERVE_GONE,
    FUNNEL_OPEN
  }

  /** Whom a name is for. */
  enum Role {
    TARGET,
    JUMP
  }
}
