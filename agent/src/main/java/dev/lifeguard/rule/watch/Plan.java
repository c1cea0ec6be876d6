package dev.lifeguard.rule.watch;

import dev.lifeguard.fact.Fact;
import dev.lifeguard.rule.Anchor;
import dev.lifeguard.rule.Condition;
import dev.lifeguard.rule.Rule;
import dev.lifeguard.rule.Term;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * How a rule is judged, worked out once: which facts it must see, which it only tells, and where
 * each condition finds its values among them.
 */
final class Plan {
  /** Told with every verdict, because they say why. */
  private static final List<Fact> REASONS =
      List.of(Fact.GATEWAY_REASON, Fact.FORWARD_REASON, Fact.TUNNEL_REASON, Fact.SSH_REASON);

  private final Rule rule;
  private final Set<String> anchor;
  private final List<Fact> facts;
  private final int deciding;
  private final int[] condition;
  private final int[] clear;

  Plan(Rule rule) {
    this.rule = rule;
    var terms = terms(rule);
    this.anchor = Anchor.of(terms).orElse(Set.of());
    var all = new LinkedHashSet<Fact>();
    terms.forEach(term -> Fact.of(term.name()).ifPresent(all::add));
    this.deciding = all.size();
    told(rule).forEach(all::add);
    all.addAll(REASONS);
    this.facts = new ArrayList<>(all);
    this.condition = positions(rule.condition());
    this.clear = rule.clear().map(this::positions).orElse(new int[0]);
  }

  private static List<Term> terms(Rule rule) {
    var clear = rule.clear().stream().flatMap(condition -> condition.terms().stream());
    return Stream.concat(rule.condition().terms().stream(), clear).toList();
  }

  private static Stream<Fact> told(Rule rule) {
    return rule.wording().annotations().values().stream()
        .flatMap(template -> template.names().stream())
        .flatMap(name -> Fact.of(name).stream());
  }

  private int[] positions(Condition of) {
    return of.terms().stream()
        .mapToInt(term -> facts.indexOf(Fact.of(term.name()).orElseThrow()))
        .toArray();
  }

  Rule rule() {
    return rule;
  }

  /** All facts that it wants to see; the first {@link #deciding()} of them decide. */
  List<Fact> facts() {
    return facts;
  }

  int deciding() {
    return deciding;
  }

  /** Whether a sight of this fact is reason enough to judge its subject. */
  boolean opens(Fact fact) {
    return Set.copyOf(fact.labels()).equals(anchor);
  }

  int[] condition() {
    return condition;
  }

  int[] clear() {
    return clear;
  }
}
