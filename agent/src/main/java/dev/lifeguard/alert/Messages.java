package dev.lifeguard.alert;

import dev.lifeguard.fact.Fact;
import dev.lifeguard.fact.Subject;
import dev.lifeguard.rule.Evidence;
import dev.lifeguard.rule.Phrase;
import dev.lifeguard.rule.Rule;
import dev.lifeguard.rule.Vocabulary;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Words an alert: labels from where it stands, annotations from what was seen. */
final class Messages {

  private Messages() {}

  static Map<String, String> labels(Rule rule, Map<String, String> subject) {
    var labels = new HashMap<>(rule.wording().labels());
    labels.putAll(subject);
    labels.put("alertname", rule.name());
    labels.put("severity", rule.severity().code());
    return labels;
  }

  static Alert.Message of(Rule rule, Subject subject, Map<String, String> labels, Evidence seen) {
    var wording = rule.wording();
    var annotations = new TreeMap<String, String>();
    annotations.put("summary", rule.name() + " on " + named(subject));
    wording
        .annotations()
        .forEach(
            (name, text) ->
                annotations.put(name, text.fill(place -> value(place, subject, labels, seen))));
    return new Alert.Message(
        annotations, wording.receivers(), wording.runbook(), seen.toString(), about(rule));
  }

  private static Set<Fact> about(Rule rule) {
    return rule.condition().terms().stream()
        .flatMap(term -> Fact.of(term.name()).stream())
        .collect(Collectors.toSet());
  }

  private static Optional<String> value(
      String name, Subject subject, Map<String, String> labels, Evidence seen) {
    if (name.equals(Vocabulary.CAUSE)) return Optional.of(Alert.Message.CAUSE);
    if (name.equals("subject")) return Optional.of(named(subject));
    if (labels.containsKey(name)) return Optional.of(labels.get(name));
    return Fact.of(name).flatMap(fact -> seen.value(fact).map(value -> Phrase.of(fact, value)));
  }

  private static String named(Subject subject) {
    return subject.equals(Subject.AGENT) ? "the agent itself" : subject.toString();
  }
}
