package dev.lifeguard.rule.watch;

import dev.lifeguard.fact.Subject;
import dev.lifeguard.rule.Evidence;
import dev.lifeguard.rule.RuleEvent;
import dev.lifeguard.rule.Truth;
import dev.lifeguard.rule.Values;
import dev.lifeguard.rule.Verdict;
import dev.lifeguard.time.Moment;
import java.util.ArrayList;
import java.util.Map;
import java.util.Optional;

/** One rule and one subject: the sights that it hangs on, and the last verdict. */
final class Case {
  /** So many equal verdicts are told after a change; flapping is judged by a few less. */
  private static final int TOLD = 25;

  private final Plan plan;
  private final Subject subject;
  private final Map<String, String> labels;
  private final Sight[] sights;
  private final Values condition;
  private final Values clear;
  private Verdict verdict = Verdict.CLEARED;
  private int run;

  Case(Plan plan, Subject subject, Map<String, String> labels, Moment now) {
    this.plan = plan;
    this.subject = subject;
    this.labels = Map.copyOf(labels);
    this.sights =
        plan.facts().stream().map(fact -> Sight.none(subject, fact, now)).toArray(Sight[]::new);
    var forCondition = plan.condition();
    var forClear = plan.clear();
    this.condition = term -> sights[forCondition[term]].value();
    this.clear = term -> sights[forClear[term]].value();
  }

  Plan plan() {
    return plan;
  }

  Subject subject() {
    return subject;
  }

  /** Looks at this sight from now on, if it covers the subject more closely than the one before. */
  void attach(Sight sight) {
    var position = plan.facts().indexOf(sight.fact());
    if (position < 0 || !subject.within(sight.subject())) return;
    var before = sights[position];
    if (!before.isNone() && !sight.subject().within(before.subject())) return;
    before.cases().remove(this);
    sights[position] = sight;
    if (position < plan.deciding()) sight.cases().add(this);
  }

  /** Leaves every sight alone. */
  void detach() {
    for (var sight : sights) sight.cases().remove(this);
  }

  /** Judges anew; empty when there is nothing to tell. */
  Optional<RuleEvent.Judged> judge(Moment now) {
    var next = verdict();
    run = next == verdict ? run + 1 : 1;
    verdict = next;
    var quiet = next == Verdict.CLEARED || next == Verdict.UNKNOWN;
    return quiet && run > TOLD ? Optional.empty() : Optional.of(event(now));
  }

  private Verdict verdict() {
    var rule = plan.rule();
    return switch (rule.condition().test(condition)) {
      case TRUE -> Verdict.BREACHED;
      case UNKNOWN -> Verdict.UNKNOWN;
      case FALSE ->
          rule.clear().isEmpty() || rule.clear().get().test(clear) == Truth.TRUE
              ? Verdict.CLEARED
              : Verdict.LINGERING;
    };
  }

  private RuleEvent.Judged event(Moment now) {
    var rule = plan.rule();
    return switch (verdict) {
      case BREACHED -> new RuleEvent.Breached(rule, subject, labels, evidence(), now);
      case LINGERING -> new RuleEvent.Lingering(rule, subject, labels, evidence(), now);
      case CLEARED -> new RuleEvent.Cleared(rule, subject, labels, evidence(), now);
      case UNKNOWN -> new RuleEvent.Unknown(rule, subject, labels, evidence(), now);
    };
  }

  /** What decides is told even when nobody has seen it yet, the rest only if it was seen. */
  private Evidence evidence() {
    var seen = new ArrayList<Evidence.Seen>(sights.length);
    for (var i = 0; i < sights.length; i++)
      if (i < plan.deciding() || !sights[i].isNone()) seen.add(sights[i].seen());
    return new Evidence(seen);
  }
}
