package dev.lifeguard.rule.watch;

import dev.lifeguard.fact.Subject;
import dev.lifeguard.rule.Rule;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** All cases of one rule, gateway by gateway. */
final class Docket {
  private final Plan plan;
  private final Map<String, Map<Subject, Case>> cases = new HashMap<>();

  Docket(Rule rule) {
    this.plan = new Plan(rule);
  }

  Plan plan() {
    return plan;
  }

  Optional<Case> find(Subject subject) {
    return Optional.ofNullable(cases.getOrDefault(subject.gateway(), Map.of()).get(subject));
  }

  void add(Case opened) {
    cases
        .computeIfAbsent(opened.subject().gateway(), _ -> new HashMap<>())
        .put(opened.subject(), opened);
  }

  /** The cases of the subject and of all within it. */
  List<Case> within(Subject subject) {
    return cases.getOrDefault(subject.gateway(), Map.of()).values().stream()
        .filter(one -> one.subject().within(subject))
        .toList();
  }

  void remove(Case closed) {
    closed.detach();
    cases.getOrDefault(closed.subject().gateway(), Map.of()).remove(closed.subject());
  }

  List<Case> all() {
    var all = new ArrayList<Case>();
    cases.values().forEach(subjects -> all.addAll(subjects.values()));
    return all;
  }
}
