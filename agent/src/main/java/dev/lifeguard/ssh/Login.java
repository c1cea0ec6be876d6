package dev.lifeguard.ssh;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * How a login went, hop by hop, first hop first: what was reached, how long each step took. A
 * failed login has the hops and steps up to the failure.
 */
public record Login(List<Hop> hops) {
  public static final Login NONE = new Login(List.of());

  public Login {
    hops = List.copyOf(hops);
  }

  /** The steps of one hop, in their order. Behind a jump host, RESOLVE happens there. */
  public enum Step {
    RESOLVE,
    CONNECT,
    BANNER,
    KEX,
    AUTH;

    private final String code = name().toLowerCase(java.util.Locale.ROOT);

    /** As in metrics and tables. */
    public String code() {
      return code;
    }
  }

  /** One step and how long it took; of a failed login, the last one is the one that failed. */
  public record Lap(Step step, Duration took) {}

  /**
   * One SSH server on the way.
   *
   * @param server {@code user@host:port}
   * @param address the address that was dialled; empty behind a jump host or a ProxyCommand
   * @param version the server's identification, {@code SSH-2.0-OpenSSH_9.2p1 Debian-2}
   * @param reused an open session of ours carried us: the laps are those of its own login
   */
  public record Hop(
      String server,
      Optional<String> address,
      Optional<String> version,
      boolean reused,
      List<Lap> laps) {
    public Hop {
      laps = List.copyOf(laps);
    }

    /** The same hop in a later login that it carried. */
    Hop again() {
      return new Hop(server, address, version, true, laps);
    }

    public Duration took() {
      return laps.stream().map(Lap::took).reduce(Duration.ZERO, Duration::plus);
    }
  }

  /** What this login itself took: hops that were open already do not count. */
  public Duration took() {
    return hops.stream()
        .filter(hop -> !hop.reused())
        .map(Hop::took)
        .reduce(Duration.ZERO, Duration::plus);
  }
}
