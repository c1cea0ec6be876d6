package dev.lifeguard.rule.file;

import dev.lifeguard.config.Fields;
import dev.lifeguard.config.Place;
import dev.lifeguard.config.Shape;
import dev.lifeguard.config.Shapes;
import dev.lifeguard.config.Values;
import dev.lifeguard.rule.Layer;
import dev.lifeguard.rule.Rule;
import dev.lifeguard.rule.RuleSet;
import dev.lifeguard.rule.Vocabulary;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** A rule file as written: alerts, layers, health criteria, or several of them. */
public final class RuleFile {
  private RuleFile() {}

  /** One file. */
  public static Shape<RuleSet> shape(Vocabulary vocabulary) {
    return Shapes.object(
        "a file with alerts, layers or health_criteria", f -> define(f, vocabulary));
  }

  /** All files that a configuration names, as one set; no two may define the same alert. */
  public static Shape<RuleSet> all(Vocabulary vocabulary) {
    return Shapes.included(shape(vocabulary)).check(RuleFile::lookAcross).as(RuleSet::joined);
  }

  private static Function<Values, RuleSet> define(Fields f, Vocabulary vocabulary) {
    var alerts =
        f.optional(
            "alerts",
            Shapes.list(AlertShape.of(vocabulary)).across(RuleFile::refuseTwins),
            "[]",
            "what must not happen");
    var layers =
        f.optional(
            "layers",
            Shapes.list(LayerShape.of(vocabulary)).unique("name", Layer::name),
            "[]",
            "the path to a gateway, from the outside in");
    var criteria =
        f.optional("health_criteria", CriteriaShape.of(vocabulary), "{}", "a healthy gateway");
    return v -> new RuleSet(v.of(alerts), v.of(layers), v.of(criteria));
  }

  /** One name may stand for several severities of one signal, but each of them only once. */
  private static void refuseTwins(List<dev.lifeguard.config.ListShape.Item<Rule>> items) {
    Map<String, Rule> first = new HashMap<>();
    for (var item : items) {
      var before =
          java.util.Optional.ofNullable(first.putIfAbsent(item.value().id(), item.value()));
      before.ifPresent(twin -> refuse(item.place().under("name"), item.value(), twin));
    }
  }

  private static void lookAcross(List<RuleSet> sets, Place place) {
    Map<String, Rule> first = new HashMap<>();
    for (var set : sets)
      for (var rule : set.rules()) {
        var before = java.util.Optional.ofNullable(first.putIfAbsent(rule.id(), rule));
        before
            .filter(twin -> !set.rules().contains(twin))
            .ifPresent(twin -> refuse(place, rule, twin));
      }
  }

  private static void refuse(Place place, Rule rule, Rule twin) {
    place.refuse(
        "the alert "
            + rule.name()
            + " of severity "
            + rule.severity()
            + " is defined twice: "
            + twin.origin()
            + " and "
            + rule.origin(),
        "give it another name, or another severity");
  }
}
