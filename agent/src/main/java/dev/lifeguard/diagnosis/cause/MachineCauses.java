package dev.lifeguard.diagnosis.cause;

import static dev.lifeguard.diagnosis.Confidence.CERTAIN;
import static dev.lifeguard.diagnosis.Confidence.LIKELY;

import dev.lifeguard.diagnosis.Cause;
import dev.lifeguard.diagnosis.evidence.Evidence;
import dev.lifeguard.diagnosis.evidence.Sign;
import dev.lifeguard.reason.Reason;
import java.util.List;
import java.util.stream.Stream;

/** Causes on this very machine: no path can be judged while they last. */
final class MachineCauses {
  private MachineCauses() {}

  static List<Suspicion> of(Evidence evidence) {
    return Stream.of(network(evidence), resolver(evidence), ports(evidence))
        .flatMap(it -> it)
        .toList();
  }

  private static Stream<Suspicion> network(Evidence evidence) {
    return evidence
        .all(Sign.OwnNetworkGone.class)
        .map(
            _ ->
                Suspicion.of(
                        Cause.OWN_NETWORK_DOWN,
                        CERTAIN,
                        evidence.names(),
                        "no interface of this machine but loopback is up with an address that leads"
                            + " anywhere")
                    .explaining(
                        Cause.DNS_DOWN,
                        Cause.UNRESOLVED,
                        Cause.NETWORK_UNREACHABLE,
                        Cause.CONNECT_TIMEOUT,
                        Cause.KEEPALIVE_LOST,
                        Cause.TIMEOUT,
                        Cause.TUNNEL_PENDING));
  }

  private static Stream<Suspicion> resolver(Evidence evidence) {
    return evidence
        .all(Sign.ResolverDead.class)
        .map(
            dead ->
                Suspicion.of(Cause.DNS_DOWN, LIKELY, evidence.names(), dead.detail())
                    .explaining(
                        Cause.UNRESOLVED, Cause.TUNNEL_PENDING, Cause.PROVIDER_UNREACHABLE));
  }

  private static Stream<Suspicion> ports(Evidence evidence) {
    return evidence
        .all(Sign.PortHeld.class)
        .map(
            held -> {
              var clause = "127.0.0.1:" + held.port() + " is held by " + held.process();
              var suspicion =
                  Suspicion.of(Cause.PORT_TAKEN, CERTAIN, evidence.names(), clause)
                      .explaining(Cause.IMPOSTOR, Cause.NOT_A_GATEWAY, Cause.REFUSED)
                      .naming("local-port", Integer.toString(held.port()))
                      .naming("process", held.process());
              return evidence
                  .failure(Reason.PORT_TAKEN)
                  .map(failure -> suspicion.and(failure.detail()))
                  .orElse(suspicion);
            });
  }
}
