package dev.lifeguard.app;

import dev.lifeguard.config.Nearest;
import dev.lifeguard.config.Place;
import dev.lifeguard.remedy.RemedySettings;
import dev.lifeguard.rule.Criterion;
import dev.lifeguard.rule.Rule;
import dev.lifeguard.rule.RuleSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Looks whether anything can call for a remedy. */
final class Triggers {
  private Triggers() {}

  /**
   * Only a warning: Alertmanager may know alerts that we do not. Shipped remedies for alerts that
   * the user left out are nobody's mistake.
   */
  static void lookAt(List<RemedySettings> remedies, RuleSet rules, Place file) {
    var known = new HashSet<String>();
    rules.rules().stream().map(Rule::name).forEach(known::add);
    rules.criteria().stream().map(Criterion::asRule).map(Rule::name).forEach(known::add);
    for (var remedy : remedies.stream().filter(one -> !one.origin().isShipped()).toList())
      for (var trigger : remedy.trigger())
        if (!known.contains(trigger)) warn(remedy, trigger, known, file);
  }

  private static void warn(RemedySettings remedy, String trigger, Set<String> known, Place file) {
    file.elsewhere(remedy.origin(), "remedies." + remedy.name() + ".trigger")
        .warn("no rule defines the alert \"" + trigger + "\"", Nearest.suggestion(trigger, known));
  }
}
