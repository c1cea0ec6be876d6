package dev.lifeguard.rule;

import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** All rules in force: alerts, the layers of a path, the criteria of a healthy gateway. */
public record RuleSet(List<Rule> rules, List<Layer> layers, List<Criterion> criteria) {
  public static final RuleSet EMPTY = new RuleSet(List.of(), List.of(), List.of());

  public RuleSet {
    rules = List.copyOf(rules);
    layers = List.copyOf(layers);
    criteria = List.copyOf(criteria);
  }

  public static RuleSet of(Rule... rules) {
    return new RuleSet(List.of(rules), List.of(), List.of());
  }

  /** The sets of several files as one. */
  public static RuleSet joined(Collection<RuleSet> sets) {
    return new RuleSet(
        sets.stream().flatMap(set -> set.rules.stream()).toList(),
        sets.stream().flatMap(set -> set.layers.stream()).toList(),
        sets.stream().flatMap(set -> set.criteria.stream()).toList());
  }

  /** The most severe rule of that name. */
  public Optional<Rule> named(String name) {
    return rules.stream()
        .filter(rule -> rule.name().equals(name))
        .min(java.util.Comparator.comparing(Rule::severity));
  }
}
