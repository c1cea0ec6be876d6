package dev.lifeguard.app;

import dev.lifeguard.config.Nearest;
import dev.lifeguard.config.Place;
import dev.lifeguard.fact.Fact;
import dev.lifeguard.remedy.RemedySettings;
import dev.lifeguard.remedy.Trigger;
import dev.lifeguard.rule.Criterion;
import dev.lifeguard.rule.Rule;
import dev.lifeguard.rule.RuleSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Looks whether anything can call for a remedy. */
final class Triggers {
  /** What our own messages about remedies are called, which Alertmanager may send back to us. */
  private static final Set<String> OWN = Set.of("remedy_page", "remedy_approval", "remedy_note");

  private Triggers() {}

  /**
   * Only a warning: Alertmanager may know alerts that we do not. Shipped remedies for alerts that
   * the user left out are nobody's mistake.
   */
  static void lookAt(List<RemedySettings> remedies, RuleSet rules, Place file) {
    for (var remedy : remedies.stream().filter(one -> !one.origin().isShipped()).toList())
      lookAt(remedy, rules, file);
  }

  private static void lookAt(RemedySettings remedy, RuleSet rules, Place file) {
    for (var trigger : remedy.trigger()) lookAt(remedy, trigger, rules, file);
    var known = names(rules);
    for (var blocker : remedy.limits().blockers())
      if (!known.contains(blocker)) warn(place(remedy, "limits.blockers", file), blocker, known);
  }

  private static void lookAt(RemedySettings remedy, Trigger trigger, RuleSet rules, Place file) {
    switch (trigger) {
      case Trigger.Alert(var name) when OWN.contains(name) -> refuse(remedy, name, file);
      case Trigger.Webhook(var name) when OWN.contains(name) -> refuse(remedy, name, file);
      case Trigger.Alert(var name) -> lookAt(remedy, name, rules, file);
      case Trigger.Webhook _, Trigger.Cause _, Trigger.Manual _ -> {}
    }
  }

  private static void lookAt(RemedySettings remedy, String alert, RuleSet rules, Place file) {
    var known = names(rules);
    if (rules.rules().stream().anyMatch(rule -> rule.name().equals(alert) && tellsOfRemedies(rule)))
      refuse(remedy, alert, file);
    else if (!known.contains(alert)) warn(place(remedy, "trigger", file), alert, known);
  }

  private static Set<String> names(RuleSet rules) {
    var known = new HashSet<String>();
    rules.rules().stream().map(Rule::name).forEach(known::add);
    rules.criteria().stream().map(Criterion::asRule).map(Rule::name).forEach(known::add);
    return known;
  }

  /** An alert that remedies raise would call for them again and again. */
  private static boolean tellsOfRemedies(Rule rule) {
    return rule.condition().terms().stream()
        .anyMatch(term -> term.name().equals(Fact.REMEDY_BREAKER.code()));
  }

  private static void refuse(RemedySettings remedy, String alert, Place file) {
    place(remedy, "trigger", file)
        .refuse(
            "the alert \"" + alert + "\" is raised by remedies: this one could trigger itself",
            "trigger on what is wrong with the gateway; who gave up is paged anyway");
  }

  private static void warn(Place at, String alert, Set<String> known) {
    at.warn("no rule defines the alert \"" + alert + "\"", Nearest.suggestion(alert, known));
  }

  private static Place place(RemedySettings remedy, String key, Place file) {
    return file.elsewhere(remedy.origin(), "remedies." + remedy.name() + "." + key);
  }
}
