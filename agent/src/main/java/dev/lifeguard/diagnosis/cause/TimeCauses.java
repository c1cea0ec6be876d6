package dev.lifeguard.diagnosis.cause;

import static dev.lifeguard.diagnosis.Confidence.CERTAIN;
import static dev.lifeguard.diagnosis.Confidence.LIKELY;

import dev.lifeguard.diagnosis.Cause;
import dev.lifeguard.diagnosis.evidence.Evidence;
import dev.lifeguard.diagnosis.evidence.Sign;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Causes that show over time only: patience too short, a tunnel that never stood, lost packets. */
final class TimeCauses {
  private static final double LOSSY = 0.02;

  private final Evidence evidence;

  private TimeCauses(Evidence evidence) {
    this.evidence = evidence;
  }

  static List<Suspicion> of(Evidence evidence) {
    var causes = new TimeCauses(evidence);
    var found = new ArrayList<Suspicion>();
    evidence.all(Sign.SlowerThanAllowed.class).map(causes::tooSmall).forEach(found::add);
    evidence.all(Sign.Pending.class).map(causes::pending).forEach(found::add);
    causes.loss().ifPresent(found::add);
    Flapping.of(evidence).ifPresent(found::add);
    return found;
  }

  private Suspicion tooSmall(Sign.SlowerThanAllowed slow) {
    return Suspicion.of(
            Cause.TIMEOUT_TOO_SMALL,
            CERTAIN,
            evidence.names(),
            "%s needs %s, and %s allows %s"
                .formatted(
                    slow.what(),
                    Lengths.text(slow.needed()),
                    slow.setting(),
                    Lengths.text(slow.allowed())))
        .naming("setting", slow.setting())
        .naming("needed", Lengths.whole(slow.needed().multipliedBy(3)))
        .explaining(
            Cause.CONNECT_TIMEOUT,
            Cause.TIMEOUT,
            Cause.NO_BANNER,
            Cause.KEX_TIMEOUT,
            Cause.AUTH_TIMEOUT,
            Cause.STALLED,
            Cause.GATEWAY_HUNG,
            Cause.KEEPALIVE_LOST,
            Cause.TUNNEL_PENDING);
  }

  private Suspicion pending(Sign.Pending pending) {
    var clause = "the tunnel is pending for " + Lengths.text(pending.since());
    var suspicion = Suspicion.of(Cause.TUNNEL_PENDING, LIKELY, evidence.names(), clause);
    return pending.last().map(last -> suspicion.and("last failure: " + last)).orElse(suspicion);
  }

  private Optional<Suspicion> loss() {
    return evidence
        .first(Sign.Retransmits.class)
        .filter(sent -> sent.sent() > 50 && sent.again() >= sent.sent() * LOSSY)
        .map(
            sent ->
                Suspicion.of(
                        Cause.PACKET_LOSS,
                        LIKELY,
                        evidence.names(),
                        sent.again() + " of " + sent.sent() + " segments were sent again")
                    .explaining(Cause.SLOW_PATH, Cause.KEEPALIVE_LOST, Cause.STALLED));
  }
}
