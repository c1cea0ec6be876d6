package dev.lifeguard.alert;

import dev.lifeguard.rule.Verdict;
import dev.lifeguard.time.Moment;
import dev.lifeguard.time.Time;
import java.time.Duration;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Moves dossiers from state to state: by what was said, by what it means while something before
 * them on the path is broken, and by the passing of time.
 */
final class Course {
  private static final Duration HOST_FIRST = Duration.ofSeconds(2);

  /** Longer than an attempt takes that began while the way was still broken. */
  private static final Duration AFTER_PARENT = Duration.ofSeconds(15);

  /** As long as a silent gateway counts as running, and a look. */
  private static final Duration GATEWAY_FIRST = Duration.ofSeconds(135);

  private final Time time;
  private final Dossiers dossiers;
  private final Teller teller;
  private final Attendance attendance;
  private final Runnable attend;
  private Moment quietUntil;
  private Topology topology = Topology.NONE;

  /** What all that follows alerts shares. */
  record Ground(Time time, Dossiers dossiers, Teller teller) {}

  /**
   * @param attend called first when a timer rings: whatever wakes us after a gap must notice it
   */
  Course(Ground ground, Attendance attendance, Runnable attend) {
    this.time = ground.time();
    this.dossiers = ground.dossiers();
    this.teller = ground.teller();
    this.attendance = attendance;
    this.attend = attend;
    this.quietUntil = time.moment();
  }

  /** Nothing new fires before. */
  void holdUntil(Moment moment) {
    quietUntil = moment;
  }

  void use(Topology known) {
    topology = known;
  }

  boolean isHeld() {
    return time.nanos() < quietUntil.nanos();
  }

  /** Does something to a dossier, and judges those behind it anew if that matters to them. */
  void move(Dossier dossier, Runnable step) {
    var broke = breach(dossier);
    step.run();
    if (!broke.equals(breach(dossier))) settleBehind(dossier);
    if (dossier.isIdle()) dossiers.drop(dossier);
  }

  /** What those behind a place need to know of it: that it is broken, and which incident it is. */
  private record Breach(boolean broken, Optional<String> incident) {}

  private static Breach breach(Dossier dossier) {
    return new Breach(dossier.breaks(), dossier.episode().incident().filter(_ -> dossier.breaks()));
  }

  /** Nearest first. */
  private void settleBehind(Dossier broken) {
    Stream.concat(
            dossiers.of(broken.subject().gateway()).stream()
                .filter(other -> other.depth() != Depth.SHARED_HOST),
            topology.behind(broken.subject()).stream().flatMap(name -> dossiers.of(name).stream()))
        .filter(other -> other.depth().isBehind(broken.depth()))
        .sorted(Comparator.comparing(Dossier::depth))
        .forEach(this::settle);
  }

  /** Applies what was said last, as of now. */
  void settle(Dossier dossier) {
    dossier.verdict().ifPresent(verdict -> settle(dossier, verdict));
  }

  private void settle(Dossier dossier, Verdict said) {
    var hider = said == Verdict.BREACHED ? hider(dossier) : Optional.<Dossier>empty();
    if (hider.isPresent()) dossier.cover();
    var situation = new AlertPolicy.Situation(time.moment(), quietUntil, dossier.flaps());
    var policy = hider.isPresent() ? dossier.policyBehind() : dossier.policy(patience(dossier));
    var verdict = hider.isPresent() ? Verdict.UNKNOWN : said;
    var next = policy.next(dossier.state(), verdict, situation);
    if (!next.equals(dossier.state()))
      enter(dossier, next, hider.map(Course::behind).orElseGet(() -> clause(dossier)));
    hider.flatMap(before -> before.episode().incident()).ifPresent(one -> gather(dossier, one));
    arm(dossier, policy, situation);
  }

  /**
   * What was said while the way was broken is no evidence once it is whole. Whoever is reached
   * through a shared host waits until the host can have been heard of, and a forward whose gateway
   * hangs until the gateway was judged.
   */
  private Duration patience(Dossier dossier) {
    if (dossier.awaitsGateway()) return GATEWAY_FIRST;
    if (dossier.isCovered()) return AFTER_PARENT;
    return dossier.depth().isBehind(Depth.SHARED_HOST)
            && topology.before(dossier.subject()).isPresent()
        ? HOST_FIRST
        : Duration.ZERO;
  }

  /** The outermost broken place before this one. */
  Optional<Dossier> hider(Dossier dossier) {
    return Stream.concat(host(dossier), dossiers.of(dossier.subject().gateway()).stream())
        .filter(other -> dossier.depth().isBehind(other.depth()) && other.breaks())
        .min(Comparator.comparing(Dossier::depth));
  }

  private Stream<Dossier> host(Dossier dossier) {
    return topology.before(dossier.subject()).stream()
        .flatMap(
            host ->
                dossiers.of(host.gateway()).stream().filter(other -> other.subject().equals(host)));
  }

  /**
   * What is hidden by an incident belongs to it, whether it ever fired or not: one that fired
   * before the host was heard of goes over.
   */
  private void gather(Dossier hidden, String incident) {
    var before = hidden.episode().incident();
    if (before.filter(incident::equals).isPresent()) return;
    if (before.isPresent() && topology.before(hidden.subject()).isEmpty()) return;
    teller
        .incidents()
        .gather(incident, hidden.alert(), hidden.depth(), time.moment())
        .ifPresent(hidden::belongTo);
  }

  /** Enters a state and tells it; other severities of the signal may have to be silent, or not. */
  void enter(Dossier dossier, AlertState next, String because) {
    var fired = dossier.state().firedAt().isPresent();
    if (!fired && next instanceof AlertState.Firing) attendance.prepare(dossier);
    teller.change(dossier, next, because);
    if (fired != next.firedAt().isPresent()) attendance.ripple(dossier);
  }

  static String behind(Dossier broken) {
    return "cannot be judged behind " + broken.rule().name() + " on " + broken.subject();
  }

  static String clause(Dossier dossier) {
    return dossier
        .verdict()
        .filter(Verdict.UNKNOWN::equals)
        .map(_ -> dossier.evidence().ignorance().orElse("not known"))
        .orElseGet(() -> dossier.evidence().toString());
  }

  /** The state must change in time even if nobody looks again. */
  private void arm(Dossier dossier, AlertPolicy policy, AlertPolicy.Situation situation) {
    dossier.rings(
        policy
            .untilChange(dossier.state(), situation)
            .map(delay -> time.after(delay, () -> ring(dossier)))
            .orElse(() -> {}));
  }

  private void ring(Dossier dossier) {
    attend.run();
    move(dossier, () -> settle(dossier));
  }
}
