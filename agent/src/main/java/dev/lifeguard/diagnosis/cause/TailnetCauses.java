package dev.lifeguard.diagnosis.cause;

import static dev.lifeguard.diagnosis.Confidence.CERTAIN;

import dev.lifeguard.diagnosis.Cause;
import dev.lifeguard.diagnosis.PathLayer;
import dev.lifeguard.diagnosis.evidence.Evidence;
import dev.lifeguard.diagnosis.evidence.Sign;
import dev.lifeguard.diagnosis.evidence.Sign.Tailnet;
import dev.lifeguard.diagnosis.evidence.Sign.TailnetMatter;
import java.util.List;

/** Causes in the tailnet. */
final class TailnetCauses {
  private TailnetCauses() {}

  static List<Suspicion> of(Evidence evidence) {
    return evidence
        .all(Tailnet.class)
        .map(tailnet -> of(evidence, tailnet))
        .map(it -> carries(evidence) ? it.but("connections get through nevertheless") : it)
        .toList();
  }

  private static boolean carries(Evidence evidence) {
    return evidence.all(Sign.Passed.class).anyMatch(it -> it.layer() == PathLayer.NETWORK);
  }

  private static Suspicion of(Evidence evidence, Tailnet tailnet) {
    var suspicion =
        Suspicion.of(cause(tailnet.matter()), CERTAIN, evidence.names(), tailnet.detail());
    return switch (tailnet.matter()) {
      case FUNNEL_OPEN -> suspicion; // open to all the world: nothing fails because of it
      case KEY_EXPIRED -> cut(suspicion).explaining(Cause.TAILNET_STOPPED); // it logs us out
      case STOPPED, PEER_OFFLINE, SERVE_GONE -> cut(suspicion);
    };
  }

  private static Suspicion cut(Suspicion suspicion) {
    return suspicion.explaining(
        Cause.UNRESOLVED,
        Cause.CONNECT_TIMEOUT,
        Cause.NETWORK_UNREACHABLE,
        Cause.REFUSED,
        Cause.RESET,
        Cause.DNS_DOWN,
        Cause.GATEWAY_STOPPED,
        Cause.TLS_HANDSHAKE,
        Cause.HTTP_STATUS);
  }

  private static Cause cause(TailnetMatter matter) {
    return switch (matter) {
      case STOPPED -> Cause.TAILNET_STOPPED;
      case KEY_EXPIRED -> Cause.TAILNET_KEY_EXPIRED;
      case PEER_OFFLINE -> Cause.TAILNET_PEER_OFFLINE;
      case SERVE_GONE -> Cause.TAILNET_SERVE_GONE;
      case FUNNEL_OPEN -> Cause.TAILNET_FUNNEL_OPEN;
    };
  }
}
