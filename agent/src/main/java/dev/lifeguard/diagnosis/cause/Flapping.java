package dev.lifeguard.diagnosis.cause;

import static dev.lifeguard.diagnosis.Confidence.LIKELY;

import dev.lifeguard.diagnosis.Cause;
import dev.lifeguard.diagnosis.evidence.Evidence;
import dev.lifeguard.diagnosis.evidence.Sign;
import dev.lifeguard.diagnosis.evidence.Sign.Loss;
import dev.lifeguard.diagnosis.evidence.Sign.Losses;
import dev.lifeguard.diagnosis.evidence.Sign.Watched;
import dev.lifeguard.fact.Fact;
import dev.lifeguard.reason.Reason;
import dev.lifeguard.ssh.config.SshSettings.Keepalive;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Why a way comes and goes: what its ends have in common tells. */
record Flapping(Evidence evidence, List<Loss> ends) {
  private static final int LEAST = 3;
  private static final Duration BESIDE = Duration.ofSeconds(15);

  /** How a path that swallows packets ends what runs over it. */
  private static final Set<Reason> SWALLOWED = Set.of(Reason.KEEPALIVE_LOST, Reason.TIMEOUT);

  private static final Watched USUAL =
      new Watched(Keepalive.DEFAULT.every(), Keepalive.DEFAULT.patience());

  static Optional<Suspicion> of(Evidence evidence) {
    return evidence
        .first(Losses.class)
        .map(losses -> new Flapping(evidence, Ends.separate(losses.losses())))
        .filter(flapping -> flapping.ends.size() >= LEAST)
        .flatMap(Flapping::suspicion);
  }

  private Optional<Suspicion> suspicion() {
    var window = evidence.first(Losses.class).map(Losses::window).orElseThrow();
    var count = ends.size() + " ends within " + Lengths.text(window);
    return restarts()
        .or(this::idleCut)
        .or(this::ownTimeout)
        .or(this::swallowed)
        .or(this::tunnel)
        .map(
            suspicion ->
                suspicion
                    .and(count)
                    .explaining(
                        Cause.TUNNEL_FLAPPING,
                        Cause.KEEPALIVE_LOST,
                        Cause.CLOSED_BY_SERVER,
                        Cause.RESET,
                        Cause.PACKET_LOSS));
  }

  /** A gateway that is reached straight has no tunnel that could come and go. */
  private Optional<Suspicion> tunnel() {
    var tunnelled =
        evidence.names().values().containsKey("destination")
            || evidence.seen(Fact.TUNNEL_STATE).findAny().isPresent();
    if (!tunnelled) return Optional.empty();
    return Optional.of(
        Suspicion.of(
            Cause.TUNNEL_FLAPPING, LIKELY, evidence.names(), "its ends have nothing in common"));
  }

  private Optional<Suspicion> restarts() {
    var boots = evidence.all(Sign.BootChanged.class).toList();
    var beside =
        boots.stream().filter(boot -> ends.stream().anyMatch(end -> near(end, boot))).count();
    if (beside * 2 < ends.size() || beside == 0) return Optional.empty();
    return Optional.of(
        Suspicion.of(
            Cause.FLAPPING_GATEWAY_RESTART,
            LIKELY,
            evidence.names(),
            "the gateway's bootId changed at " + beside + " of them"));
  }

  private static boolean near(Loss end, Sign.BootChanged boot) {
    return Duration.between(end.at(), boot.at()).abs().compareTo(BESIDE) <= 0;
  }

  private Optional<Suspicion> idleCut() {
    return Ends.ofOneAge(ends)
        .map(
            same -> {
              var suspicion =
                  Suspicion.of(
                          Cause.FLAPPING_IDLE_CUT,
                          LIKELY,
                          evidence.names(),
                          "%d of %d ended at the age of %s, give or take %s"
                              .formatted(
                                  same.count(),
                                  ends.size(),
                                  Lengths.text(same.age()),
                                  Lengths.text(same.spread())))
                      .naming("age", Lengths.whole(same.age()));
              return warm(same).map(suspicion::and).orElse(suspicion);
            });
  }

  /** A device that counts idle time would not have cut a session that is never idle. */
  private Optional<String> warm(Ends.OneAge same) {
    return evidence
        .first(Watched.class)
        .filter(it -> it.every().multipliedBy(2).compareTo(same.age()) < 0)
        .map(
            it ->
                "although a keepalive goes every "
                    + Lengths.text(it.every())
                    + ": it counts the age rather than the idle time");
  }

  /** Twice the round trip is what an answer takes when one packet has to be sent again. */
  private Optional<Suspicion> ownTimeout() {
    if (!mostly(Set.of(Reason.KEEPALIVE_LOST))) return Optional.empty();
    var patience = evidence.first(Watched.class).orElse(USUAL).patience();
    return roundTrips()
        .filter(trip -> trip.multipliedBy(2).compareTo(patience) >= 0)
        .max(Duration::compareTo)
        .map(
            trip ->
                Suspicion.of(
                        Cause.FLAPPING_OWN_TIMEOUT,
                        LIKELY,
                        evidence.names(),
                        "our own keepalive ended them: it waits %s for an answer, and a round trip takes %s"
                            .formatted(Lengths.text(patience), Lengths.text(trip)))
                    .naming("every", Lengths.whole(trip.multipliedBy(10))));
  }

  private Stream<Duration> roundTrips() {
    return Stream.concat(
        evidence.all(Sign.RoundTrip.class).map(Sign.RoundTrip::took),
        evidence
            .amount(Fact.TCP_LATENCY)
            .filter(Double::isFinite)
            .map(Lengths::ofSeconds)
            .stream());
  }

  private Optional<Suspicion> swallowed() {
    if (!mostly(SWALLOWED)) return Optional.empty();
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

  private boolean mostly(Set<Reason> reasons) {
    var such = ends.stream().filter(it -> reasons.contains(it.why().reason())).count();
    return such * 2 > ends.size();
  }
}
