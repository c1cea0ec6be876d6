package dev.lifeguard.alert;

import dev.lifeguard.bus.Event;
import dev.lifeguard.rule.Rule;
import dev.lifeguard.rule.RuleEvent;
import dev.lifeguard.rule.Verdict;
import dev.lifeguard.time.Continuity;
import dev.lifeguard.time.Moment;
import dev.lifeguard.time.Time;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Follows every alert from the verdicts of its rule. Tells each change, as {@link AlertEvent} and
 * {@link IncidentEvent}; writes nothing itself. For one thread; {@link AlertVerticle} gives it one.
 */
public final class AlertBook {
  /** How often {@link #tick} wants to be called. */
  public static final Duration BEAT = Duration.ofSeconds(5);

  private final Time time;
  private final AlertSettings settings;
  private final Continuity continuity;
  private final Moment started;
  private final Dossiers dossiers = new Dossiers();
  private final Teller teller;
  private final Course course;
  private final Attendance attendance;
  private boolean held = true;

  public AlertBook(Time time, AlertSettings settings, Consumer<Event> out) {
    this.time = time;
    this.settings = settings;
    this.started = time.moment();
    this.continuity = new Continuity(BEAT, started);
    this.teller = new Teller(time, out);
    this.attendance = new Attendance(time, dossiers, teller);
    var ground = new Course.Ground(time, dossiers, teller);
    this.course = new Course(ground, attendance, this::attend);
    course.holdUntil(started.plus(settings.quietAfterStart()));
  }

  /** What was kept of before the start. */
  record Kept(List<Alert> alerts, List<Incident> incidents, long lastTransition) {}

  /**
   * Takes up the alerts and incidents of before the start. Alerts whose rule is gone are resolved.
   *
   * @param rules by their id
   */
  void restore(Kept kept, Map<String, Rule> rules) {
    teller.continueAfter(kept.lastTransition());
    var depths = new HashMap<String, Depth>();
    for (var alert : kept.alerts())
      rule(alert, rules).ifPresent(rule -> depths.put(alert.id(), depth(alert, rule)));
    teller.incidents().restore(kept.incidents(), depths, started);
    for (var alert : kept.alerts())
      rule(alert, rules)
          .ifPresentOrElse(
              rule -> dossiers.put(new Dossier(rule, alert)),
              () -> teller.resolve(alert, "the rule was removed or changed"));
  }

  /** What could not be judged lay behind something, and is not the root of its incident. */
  private static Depth depth(Alert kept, Rule rule) {
    var byRule = Depth.of(rule);
    return kept.state() instanceof AlertState.Unknown && Depth.PART.isBehind(byRule)
        ? Depth.PART
        : byRule;
  }

  private static Optional<Rule> rule(Alert alert, Map<String, Rule> rules) {
    return Optional.ofNullable(rules.get(alert.name() + "/" + alert.severity()));
  }

  /** Resolves the restored alerts of gateways that are no longer configured. */
  void keepGateways(Set<String> configured) {
    for (var dossier : dossiers.all())
      if (!dossier.subject().gateway().isEmpty()
          && !configured.contains(dossier.subject().gateway()))
        end(dossier, "the gateway is no longer watched");
  }

  public void hear(RuleEvent event) {
    attend();
    var known = dossiers.find(event.rule(), event.subject());
    switch (event) {
      case RuleEvent.Withdrawn withdrawn ->
          known.ifPresent(dossier -> end(dossier, withdrawn.because()));
      case RuleEvent.Judged judged -> {
        if (known.isPresent() || isOfInterest(judged.verdict()))
          follow(known.orElseGet(() -> open(judged)), judged);
      }
    }
  }

  private static boolean isOfInterest(Verdict verdict) {
    return verdict == Verdict.BREACHED || verdict == Verdict.UNKNOWN;
  }

  private Dossier open(RuleEvent.Judged judged) {
    return dossiers.put(new Dossier(judged.rule(), judged.subject()));
  }

  private void follow(Dossier dossier, RuleEvent.Judged judged) {
    var flapped = dossier.flaps().flapping();
    course.move(
        dossier,
        () -> {
          dossier.hear(judged);
          course.settle(dossier);
          if (flapped != dossier.flaps().flapping()) tellFlapping(dossier);
        });
  }

  private void tellFlapping(Dossier dossier) {
    var percent = Math.round(dossier.flaps().score() * 100);
    teller.tell(
        dossier,
        dossier.flaps().flapping() ? AlertEvent.AlertFlapping::new : AlertEvent.AlertSteadied::new,
        percent + " % of the last results were changes");
  }

  private void end(Dossier dossier, String because) {
    course.move(
        dossier,
        () -> {
          if (!(dossier.state() instanceof AlertState.Ok))
            course.enter(dossier, new AlertState.Ok(), because);
          dossiers.drop(dossier);
        });
  }

  /** Looks after what no verdict looks after: gaps, time, and alerts that nobody speaks of. */
  public void tick() {
    attend();
    if (held && !course.isHeld()) release();
    var now = time.moment();
    for (var dossier : dossiers.all()) if (dossier.verdict().isEmpty()) notice(dossier, now);
    attendance.tick();
  }

  private void attend() {
    var now = time.moment();
    if (!continuity.tick(now).isZero()) resume(now);
  }

  /**
   * Nobody was there for a while: what must last starts to last anew, and nothing fires at once.
   */
  private void resume(Moment now) {
    held = true;
    course.holdUntil(now.plus(settings.quietAfterGap()));
    for (var dossier : dossiers.all()) {
      dossier.enter(AlertPolicy.resumed(dossier.state(), now), now);
      course.settle(dossier);
    }
  }

  /** What was held back is judged now. */
  private void release() {
    held = false;
    dossiers.all().forEach(course::settle);
  }

  private void notice(Dossier dossier, Moment now) {
    var silence = now.since(started);
    if (silence.compareTo(settings.lost()) > 0) end(dossier, "nothing was seen of it any more");
    else if (silence.compareTo(settings.unheard()) > 0
        && !(dossier.state() instanceof AlertState.Unknown))
      course.enter(
          dossier,
          new AlertState.Unknown(dossier.state().firedAt(), now),
          "nothing was seen of it since the agent started");
  }

  /** Everything that asks for quiet, from now on. */
  void use(Hush hush) {
    attendance.use(hush);
  }

  Hush hush() {
    return attendance.hush();
  }

  /** Which gateways are reached through the same host, from now on. */
  void use(Topology topology) {
    course.use(topology);
  }

  void use(FollowUp followUp) {
    attendance.use(followUp);
  }

  /** Somebody takes an alert, or gives it back; the alert as it stands then, if it fires. */
  Optional<Alert> acknowledge(String id, Optional<Acknowledgement> taken) {
    var firing = dossiers.find(id).filter(dossier -> dossier.state().firedAt().isPresent());
    firing.ifPresent(
        dossier ->
            attendance.acknowledge(
                dossier,
                taken,
                taken.map(one -> Acknowledgement.TAKEN_BY + one.owner()).orElse("given back")));
    return firing.map(Dossier::alert);
  }

  /** By what it stands where it stands. */
  Optional<Explanation> explain(String id) {
    var explainer = new Explainer(course, attendance);
    return dossiers.find(id).map(dossier -> explainer.explain(dossier, time.moment()));
  }

  /** All that is not well, or flaps. */
  public List<Alert> alerts() {
    return dossiers.all().stream()
        .filter(one -> !(one.state() instanceof AlertState.Ok) || one.flaps().flapping())
        .map(Dossier::alert)
        .toList();
  }

  /** Those that are not over. */
  public List<Incident> incidents() {
    return teller.incidents().open();
  }
}
