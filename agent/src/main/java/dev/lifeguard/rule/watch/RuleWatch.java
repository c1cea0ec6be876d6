package dev.lifeguard.rule.watch;

import dev.lifeguard.fact.Fact;
import dev.lifeguard.fact.Observed;
import dev.lifeguard.fact.Subject;
import dev.lifeguard.rule.Rule;
import dev.lifeguard.rule.RuleEvent;
import dev.lifeguard.rule.RuleSet;
import dev.lifeguard.time.Continuity;
import dev.lifeguard.time.Moment;
import dev.lifeguard.time.Time;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Judges rules as facts come in. A fact leads straight to the cases that hang on it, so that a look
 * costs what it touches and no more. For one thread; {@link RuleVerticle} gives it one.
 */
public final class RuleWatch {
  /** How often {@link #sweep} wants to be called. */
  public static final Duration BEAT = Duration.ofSeconds(5);

  private final Time time;
  private final Consumer<RuleEvent> out;
  private final FactBoard board;
  private final Continuity continuity;
  private final Map<Fact, List<Docket>> dockets = new EnumMap<>(Fact.class);
  private Map<String, Map<String, String>> gatewayLabels = Map.of();
  private long evaluations;

  public RuleWatch(Time time, Freshness freshness, Consumer<RuleEvent> out) {
    this.time = time;
    this.out = out;
    this.board = new FactBoard(freshness);
    this.continuity = new Continuity(BEAT, time.moment());
  }

  /**
   * Judges by these rules from now on. What is known stays known and is judged at once; what is no
   * longer judged is withdrawn.
   *
   * @param labels of each gateway, as configured
   */
  public void replace(RuleSet rules, Map<String, Map<String, String>> labels) {
    var before = cases();
    gatewayLabels = Map.copyOf(labels);
    dockets.clear();
    for (var rule : rules.judged()) enter(new Docket(rule));
    for (var sight : board.all()) {
      sight.cases().clear();
      open(sight);
    }
    var after = cases();
    before.forEach(
        (key, old) -> {
          if (!after.containsKey(key)) withdraw(old, "the rule was removed or changed");
        });
    after.values().forEach(this::judge);
  }

  private void enter(Docket docket) {
    for (var fact : docket.plan().facts())
      dockets.computeIfAbsent(fact, _ -> new ArrayList<>()).add(docket);
  }

  private record Key(String rule, Subject subject) {}

  private Map<Key, Case> cases() {
    var all = new HashMap<Key, Case>();
    for (var list : dockets.values())
      for (var docket : list)
        for (var one : docket.all())
          all.put(new Key(docket.plan().rule().id(), one.subject()), one);
    return all;
  }

  public void hear(Observed observed) {
    var now = time.moment();
    var sight = board.see(observed, now).orElseGet(() -> first(observed, now));
    for (var one : List.copyOf(sight.cases())) judge(one, now);
  }

  private Sight first(Observed observed, Moment now) {
    var sight = board.put(observed, now);
    open(sight);
    return sight;
  }

  /** Opens the cases that this sight gives reason to, and shows it to those that can see it. */
  private void open(Sight sight) {
    for (var docket : dockets.getOrDefault(sight.fact(), List.of())) {
      var plan = docket.plan();
      if (plan.opens(sight.fact()) && docket.find(sight.subject()).isEmpty())
        admit(docket, sight.subject());
      docket.within(sight.subject()).forEach(one -> one.attach(sight));
    }
  }

  private void admit(Docket docket, Subject subject) {
    var labels = labels(subject);
    if (!docket.plan().rule().only().matches(labels)) return;
    var opened = new Case(docket.plan(), subject, labels, time.moment());
    board.covering(subject, opened::attach);
    docket.add(opened);
  }

  private Map<String, String> labels(Subject subject) {
    var labels = new HashMap<>(gatewayLabels.getOrDefault(subject.gateway(), Map.of()));
    if (!subject.gateway().isEmpty()) labels.put("gateway", subject.gateway());
    labels.putAll(subject.labels());
    return labels;
  }

  /** The subject and all within it is no longer watched. */
  public void forget(Subject subject) {
    board.forget(subject);
    for (var list : dockets.values())
      for (var docket : list)
        for (var closed : docket.within(subject)) {
          docket.remove(closed);
          withdraw(closed, "no longer watched");
        }
  }

  private void withdraw(Case closed, String because) {
    Rule rule = closed.plan().rule();
    out.accept(new RuleEvent.Withdrawn(rule, closed.subject(), because, time.moment()));
  }

  /** Notices what nobody looks at any more; after a gap everybody gets a new chance to look. */
  public void sweep() {
    var now = time.moment();
    var gap = continuity.tick(now);
    for (var sight : board.all()) {
      if (!gap.isZero()) sight.excuse(now);
      else if (sight.ages(now)) for (var one : List.copyOf(sight.cases())) judge(one, now);
    }
  }

  private void judge(Case one) {
    judge(one, time.moment());
  }

  private void judge(Case one, Moment now) {
    evaluations++;
    one.judge(now).ifPresent(out);
  }

  /** How many verdicts were given. */
  public long evaluations() {
    return evaluations;
  }
}
