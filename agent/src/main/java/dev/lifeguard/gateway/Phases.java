package dev.lifeguard.gateway;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * How long each step of one connection took, in order. Name resolution, TCP and TLS are timed on a
 * connection of their own, made for that; {@link Phase#UPGRADE} is the whole opening of the
 * WebSocket, with its own TCP connection and TLS handshake.
 */
public record Phases(List<Step> steps) {
  public static final Phases NONE = new Phases(List.of());

  /** One step of a connection. */
  public enum Phase {
    RESOLVE,
    CONNECT,
    TLS,
    UPGRADE,
    CHALLENGE,
    HELLO,
    RPC;

    private final String code = name().toLowerCase(Locale.ROOT);

    public String code() {
      return code;
    }
  }

  public record Step(Phase phase, Duration took) {}

  public Phases {
    steps = List.copyOf(steps);
  }

  public Phases and(Phase phase, Duration took) {
    var more = new ArrayList<>(steps);
    more.add(new Step(phase, took));
    return new Phases(more);
  }

  public Duration total() {
    return steps.stream().map(Step::took).reduce(Duration.ZERO, Duration::plus);
  }
}
