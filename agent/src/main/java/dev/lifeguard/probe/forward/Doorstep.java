package dev.lifeguard.probe.forward;

import dev.lifeguard.reason.Failure;
import dev.lifeguard.reason.Reason;
import dev.lifeguard.tunnel.Knock.Answer;
import dev.lifeguard.tunnel.TunnelSettings;
import dev.lifeguard.tunnel.TunnelSettings.Direction;
import dev.lifeguard.tunnel.TunnelSettings.Endpoint;
import dev.lifeguard.tunnel.TunnelSettings.Expect;
import dev.lifeguard.tunnel.Tunnels;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Sees whether the one who answers is the one who should: we, where the users of a local forward
 * knock (also on the other loopback family, where {@code localhost} may lead them), and behind it
 * the gateway that was there before.
 */
final class Doorstep {
  private static final Duration LONGEST = Duration.ofSeconds(1);

  private final ForwardTarget target;
  private final Tunnels tunnels;
  private final KnownGateways known;

  Doorstep(ForwardTarget target, ForwardProbe.Means means) {
    this.target = target;
    this.tunnels = means.tunnels();
    this.known = means.known();
  }

  Optional<Failure> stranger(Duration left) throws InterruptedException {
    var within = strangerWithin();
    return within.isPresent() ? within : strangerAtTheDoor(left);
  }

  /** Another gateway than the one that was here before. */
  private Optional<Failure> strangerWithin() {
    return target.forward().expect() == Expect.GATEWAY
        ? known.stranger(target.tunnel().gateway(), target.forward().local())
        : Optional.empty();
  }

  private Optional<Failure> strangerAtTheDoor(Duration left) throws InterruptedException {
    if (!isOurs()) return Optional.empty();
    var local = target.forward().local();
    var patience = left.compareTo(LONGEST) < 0 ? left : LONGEST;
    for (var at : doors(local)) {
      switch (tunnels.knock(at, patience)) {
        case Answer.Ours _ -> {}
        case Answer.Stranger(var who) -> {
          return Optional.of(new Failure(Reason.IMPOSTOR, who + " answers at " + at));
        }
        case Answer.Nobody(var why) when at.equals(local) -> {
          return Optional.of(why);
        }
        case Answer.Nobody _ -> {}
      }
    }
    return Optional.empty();
  }

  private boolean isOurs() {
    return target.settings() instanceof TunnelSettings.Kept
        && target.forward().direction() == Direction.LOCAL
        && target.forward().local().socket().isEmpty()
        && target.forward().local().port() != 0;
  }

  private static List<Endpoint> doors(Endpoint local) {
    var doors = new ArrayList<>(List.of(local));
    if (local.host().equals("127.0.0.1")) doors.add(Endpoint.of("::1", local.port()));
    if (local.host().equals("::1")) doors.add(Endpoint.of("127.0.0.1", local.port()));
    return doors;
  }
}
