package dev.lifeguard.diagnosis.cause;

import static dev.lifeguard.diagnosis.Confidence.CERTAIN;
import static dev.lifeguard.diagnosis.Confidence.LIKELY;

import dev.lifeguard.diagnosis.Cause;
import dev.lifeguard.diagnosis.evidence.Evidence;
import dev.lifeguard.diagnosis.evidence.Sign;
import dev.lifeguard.diagnosis.evidence.Sign.Loss;
import dev.lifeguard.diagnosis.evidence.Sign.Losses;
import dev.lifeguard.fact.Fact;
import dev.lifeguard.reason.Reason;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Causes that show over time only: patience too short, a tunnel that comes and goes. */
final class TimeCauses {
  private static final int FLAPPING = 3;
  private static final Duration BESIDE = Duration.ofSeconds(15);
  private static final Duration LEAST_IDLE = Duration.ofSeconds(20);
  private static final double LOSSY = 0.02;

  /** How a path that swallows packets ends what runs over it. */
  private static final Set<Reason> SWALLOWED = Set.of(Reason.KEEPALIVE_LOST, Reason.TIMEOUT);

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
    evidence
        .first(Losses.class)
        .filter(losses -> losses.losses().size() >= FLAPPING)
        .map(causes::flapping)
        .ifPresent(found::add);
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
        .naming("needed", whole(slow.needed().multipliedBy(3)))
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

  /** Three times what was measured, in whole seconds. */
  private static String whole(Duration length) {
    return Math.max(1, (length.toMillis() + 999) / 1000) + "s";
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

  /** Comes and goes: what each end has in common tells why. */
  private Suspicion flapping(Losses losses) {
    var count = losses.losses().size() + " ends within " + Lengths.text(losses.window());
    return restarts(losses)
        .or(() -> idleCut(losses))
        .or(() -> ownTimeout(losses))
        .or(() -> swallowed(losses))
        .orElseGet(() -> Suspicion.of(Cause.TUNNEL_FLAPPING, LIKELY, evidence.names(), count))
        .and(count)
        .explaining(
            Cause.TUNNEL_FLAPPING,
            Cause.KEEPALIVE_LOST,
            Cause.CLOSED_BY_SERVER,
            Cause.RESET,
            Cause.PACKET_LOSS);
  }

  private Optional<Suspicion> restarts(Losses losses) {
    var boots = evidence.all(Sign.BootChanged.class).toList();
    var beside =
        boots.stream()
            .filter(boot -> losses.losses().stream().anyMatch(loss -> near(loss, boot)))
            .count();
    if (beside * 2 < losses.losses().size() || beside == 0) return Optional.empty();
    return Optional.of(
        Suspicion.of(
            Cause.FLAPPING_GATEWAY_RESTART,
            LIKELY,
            evidence.names(),
            "the gateway's bootId changed at " + beside + " of them"));
  }

  private static boolean near(Loss loss, Sign.BootChanged boot) {
    return Duration.between(loss.at(), boot.at()).abs().compareTo(BESIDE) <= 0;
  }

  /** A NAT or a firewall forgets a connection at a constant age. */
  private Optional<Suspicion> idleCut(Losses losses) {
    var ages = losses.losses().stream().map(Loss::age).sorted(Comparator.naturalOrder()).toList();
    var median = ages.get(ages.size() / 2);
    var spread = ages.getLast().minus(ages.getFirst());
    if (median.compareTo(LEAST_IDLE) < 0) return Optional.empty();
    if (spread.compareTo(median.dividedBy(10)) > 0) return Optional.empty();
    return Optional.of(
        Suspicion.of(
                Cause.FLAPPING_IDLE_CUT,
                LIKELY,
                evidence.names(),
                "each ended at the age of "
                    + Lengths.text(median)
                    + ", give or take "
                    + Lengths.text(spread))
            .naming("age", whole(median)));
  }

  private Optional<Suspicion> ownTimeout(Losses losses) {
    if (!mostly(losses, Set.of(Reason.KEEPALIVE_LOST))) return Optional.empty();
    var answered =
        evidence
            .amount(Fact.TCP_LATENCY)
            .filter(seconds -> !Double.isInfinite(seconds) && seconds > 0.5);
    return answered.map(
        seconds ->
            Suspicion.of(
                Cause.FLAPPING_OWN_TIMEOUT,
                LIKELY,
                evidence.names(),
                "our own keepalive ended them, while a round trip takes "
                    + Lengths.seconds(seconds)));
  }

  private Optional<Suspicion> swallowed(Losses losses) {
    if (!mostly(losses, SWALLOWED)) return Optional.empty();
    var lossy = evidence.first(Sign.Retransmits.class).filter(it -> it.again() > 0);
    var suspicion =
        Suspicion.of(
            Cause.FLAPPING_LOSS,
            LIKELY,
            evidence.names(),
            "keepalives went unanswered: packets are lost on the way");
    return Optional.of(
        lossy
            .map(it -> suspicion.and(it.again() + " of " + it.sent() + " segments were sent again"))
            .orElse(suspicion));
  }

  private static boolean mostly(Losses losses, Set<Reason> reasons) {
    var such = losses.losses().stream().filter(it -> reasons.contains(it.why().reason())).count();
    return such * 2 > losses.losses().size();
  }
}
