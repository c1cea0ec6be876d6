package dev.lifeguard.alert;

import dev.lifeguard.fact.Subject;
import dev.lifeguard.rule.Rule;
import dev.lifeguard.rule.RuleEvent;
import dev.lifeguard.rule.Verdict;
import dev.lifeguard.time.Continuity;
import dev.lifeguard.time.Moment;
import dev.lifeguard.time.Time;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Follows every alert from the verdicts of its rule, and decides what they mean given what else is
 * broken. Tells each change; writes nothing itself. For one thread; {@link AlertVerticle} gives it
 * one.
 */
public final class AlertBook {
  /** How often {@link #tick} wants to be called. */
  public static final Duration BEAT = Duration.ofSeconds(5);

  private final Time time;
  private final AlertSettings settings;
  private final Consumer<AlertEvent> out;
  private final Continuity continuity;
  private final Moment started;
  private final Dossiers dossiers = new Dossiers();
  private Moment quietUntil;
  private boolean hushed = true;
  private long transitions;

  public AlertBook(Time time, AlertSettings settings, Consumer<AlertEvent> out) {
    this.time = time;
    this.settings = settings;
    this.out = out;
    this.started = time.moment();
    this.quietUntil = started.plus(settings.quietAfterStart());
    this.continuity = new Continuity(BEAT, started);
    this.transitions = started.wall().getEpochSecond();
  }

  /**
   * Takes up the alerts of before the start. Those whose rule or gateway is gone are resolved.
   *
   * @param rules by their id
   */
  public void restore(List<Alert> kept, long lastTransition, Map<String, Rule> rules) {
    transitions = Math.max(transitions, lastTransition);
    for (var alert : kept) {
      var id = alert.name() + "/" + alert.severity();
      var rule = Optional.ofNullable(rules.get(id));
      if (rule.isPresent()) dossiers.put(new Dossier(rule.get(), alert));
      else resolve(alert, "the rule was removed or changed");
    }
  }

  /** Resolves the restored alerts of gateways that are no longer configured. */
  public void keepGateways(Set<String> configured) {
    for (var dossier : dossiers.all())
      if (!dossier.subject().equals(Subject.AGENT)
          && !configured.contains(dossier.subject().gateway()))
        end(dossier, "the gateway is no longer watched");
  }

  private void resolve(Alert kept, String because) {
    var now = time.moment();
    var ended =
        new Alert(
            kept.identity(),
            kept.message(),
            new AlertState.Ok(),
            kept.episode().ended(now.wall()),
            kept.handling(),
            ++transitions,
            false);
    out.accept(AlertEvent.of(kept.state(), ended, because, now));
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
    var broke = dossier.breaks();
    var flapped = dossier.flaps().flapping();
    dossier.hear(judged);
    settle(dossier);
    if (flapped != dossier.flaps().flapping()) tellFlapping(dossier);
    if (broke != dossier.breaks()) settleBehind(dossier);
    if (dossier.isIdle()) dossiers.drop(dossier);
  }

  private void tellFlapping(Dossier dossier) {
    var now = time.moment();
    var percent = Math.round(dossier.flaps().score() * 100);
    var because = percent + " % of the last results were changes";
    dossier.number(++transitions);
    var alert = dossier.alert();
    out.accept(
        dossier.flaps().flapping()
            ? new AlertEvent.AlertFlapping(alert, because, now)
            : new AlertEvent.AlertSteadied(alert, because, now));
  }

  /** What lies behind a place that broke, or was mended, is judged anew: the nearest first. */
  private void settleBehind(Dossier broken) {
    dossiers.of(broken.subject().gateway()).stream()
        .filter(other -> other.depth().isBehind(broken.depth()))
        .sorted(Comparator.comparing(Dossier::depth))
        .forEach(this::settle);
  }

  private void settle(Dossier dossier) {
    dossier.verdict().ifPresent(verdict -> settle(dossier, verdict));
  }

  private void settle(Dossier dossier, Verdict said) {
    var hidden = said == Verdict.BREACHED ? hiding(dossier) : Optional.<Dossier>empty();
    var verdict = hidden.isPresent() ? Verdict.UNKNOWN : said;
    var policy = dossier.policy(hidden.isPresent());
    var situation = new AlertPolicy.Situation(time.moment(), quietUntil, dossier.flaps());
    var next = policy.next(dossier.state(), verdict, situation);
    if (!next.equals(dossier.state()))
      change(dossier, next, hidden.map(this::behind).orElseGet(() -> clause(dossier, said)));
    arm(dossier, policy, situation);
  }

  /** The outermost broken place before this one. */
  private Optional<Dossier> hiding(Dossier dossier) {
    return dossiers.of(dossier.subject().gateway()).stream()
        .filter(other -> dossier.depth().isBehind(other.depth()) && other.breaks())
        .min(Comparator.comparing(Dossier::depth));
  }

  private String behind(Dossier broken) {
    return "cannot be judged behind " + broken.rule().name() + " on " + broken.subject();
  }

  private static String clause(Dossier dossier, Verdict said) {
    return switch (said) {
      case UNKNOWN -> dossier.evidence().ignorance().orElse("not known");
      case BREACHED, LINGERING, CLEARED -> dossier.evidence().toString();
    };
  }

  private void change(Dossier dossier, AlertState next, String because) {
    var now = time.moment();
    var before = dossier.state();
    dossier.enter(next, now);
    var over = next instanceof AlertState.Ok;
    dossier.number(++transitions);
    var alert = over ? dossier.ended(now.wall()) : dossier.alert();
    if (over) dossier.close();
    out.accept(AlertEvent.of(before, alert, because, now));
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
    attend();
    var broke = dossier.breaks();
    settle(dossier);
    if (broke != dossier.breaks()) settleBehind(dossier);
    if (dossier.isIdle()) dossiers.drop(dossier);
  }

  private void end(Dossier dossier, String because) {
    var broke = dossier.breaks();
    if (!(dossier.state() instanceof AlertState.Ok)) change(dossier, new AlertState.Ok(), because);
    dossiers.drop(dossier);
    if (broke) settleBehind(dossier);
  }

  /** Looks after what no verdict looks after: gaps, and alerts that nobody speaks of. */
  public void tick() {
    attend();
    var now = time.moment();
    if (hushed && now.nanos() >= quietUntil.nanos()) speak();
    var silence = now.since(started);
    for (var dossier : dossiers.all())
      if (dossier.verdict().isEmpty()) notice(dossier, silence, now);
  }

  /** Whatever wakes us first after a gap must notice it before it judges. */
  private void attend() {
    var now = time.moment();
    if (!continuity.tick(now).isZero()) resume(now);
  }

  private void resume(Moment now) {
    quietUntil = now.plus(settings.quietAfterGap());
    hushed = true;
    for (var dossier : dossiers.all()) {
      dossier.enter(AlertPolicy.resumed(dossier.state(), now), now);
      settle(dossier);
    }
  }

  /** What was held back while it was quiet is judged now. */
  private void speak() {
    hushed = false;
    dossiers.all().forEach(this::settle);
  }

  private void notice(Dossier dossier, Duration silence, Moment now) {
    if (silence.compareTo(settings.lost()) > 0) end(dossier, "nothing was seen of it any more");
    else if (silence.compareTo(settings.unheard()) > 0
        && !(dossier.state() instanceof AlertState.Unknown))
      change(
          dossier,
          new AlertState.Unknown(dossier.state().firedAt(), now),
          "nothing was seen of it since the agent started");
  }

  /** All that is not well, or flaps. */
  public List<Alert> alerts() {
    return dossiers.all().stream()
        .filter(one -> !(one.state() instanceof AlertState.Ok) || one.flaps().flapping())
        .map(Dossier::alert)
        .toList();
  }
}
