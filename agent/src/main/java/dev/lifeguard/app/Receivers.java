package dev.lifeguard.app;

import dev.lifeguard.config.Nearest;
import dev.lifeguard.config.Place;
import dev.lifeguard.notify.NotifySettings;
import dev.lifeguard.rule.Rule;
import dev.lifeguard.rule.RuleSet;
import java.util.SortedSet;

/** Looks whether the receivers that rules name are there. */
final class Receivers {
  private Receivers() {}

  /** Names in shipped rules are suggestions, and fall back to all receivers. */
  static void lookAt(RuleSet rules, NotifySettings notification, Place file) {
    var known = notification.names();
    rules.rules().stream()
        .filter(rule -> !rule.origin().isShipped())
        .forEach(rule -> lookAt(rule, known, file));
  }

  private static void lookAt(Rule rule, SortedSet<String> known, Place file) {
    var place = file.elsewhere(rule.origin(), "alerts." + rule.name() + ".notify");
    var configured = "configured are: " + String.join(", ", known);
    for (var name : rule.wording().receivers()) {
      if (known.contains(name)) continue;
      var near = Nearest.suggestion(name, known);
      var otherwise = known.isEmpty() ? "add it under notify.receivers" : configured;
      place.refuse(
          "no receiver or group is named \"" + name + "\"", near.isEmpty() ? otherwise : near);
    }
  }
}
