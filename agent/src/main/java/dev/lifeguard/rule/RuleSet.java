package dev.lifeguard.rule;

import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

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

  /** All that is judged: the alerts, and the criteria as alerts; the most severe first. */
  public List<Rule> judged() {
    var byId = new LinkedHashMap<String, Rule>();
    Stream.concat(rules.stream(), criteria.stream().map(Criterion::asRule))
        .sorted(Comparator.comparing(Rule::severity))
        .forEach(rule -> byId.putIfAbsent(rule.id(), rule));
    return List.copyOf(byId.values());
  }

  /** The most severe rule of that name. */
  public Optional<Rule> named(String name) {
    return rules.stream()
        .filter(rule -> rule.name().equals(name))
        .min(Comparator.comparing(Rule::severity));
  }
}
