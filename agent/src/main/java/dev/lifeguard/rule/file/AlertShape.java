package dev.lifeguard.rule.file;

import dev.lifeguard.config.Fields;
import dev.lifeguard.config.Place;
import dev.lifeguard.config.Shape;
import dev.lifeguard.config.Shapes;
import dev.lifeguard.config.Values;
import dev.lifeguard.rule.Anchor;
import dev.lifeguard.rule.Condition;
import dev.lifeguard.rule.NoData;
import dev.lifeguard.rule.Only;
import dev.lifeguard.rule.Rule;
import dev.lifeguard.rule.Severity;
import dev.lifeguard.rule.Template;
import dev.lifeguard.rule.Term;
import dev.lifeguard.rule.Vocabulary;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** One alert as written. */
final class AlertShape {
  /** What annotations may name beside the facts. */
  private static final List<String> PLACES =
      List.of("alertname", "severity", "subject", "gateway", "path", Vocabulary.CAUSE);

  private final Vocabulary vocabulary;

  private AlertShape(Vocabulary vocabulary) {
    this.vocabulary = vocabulary;
  }

  static Shape<Rule> of(Vocabulary vocabulary) {
    return Shapes.object(
        "an alert such as {name: tunnel_down, condition: tunnel_up == 0}",
        new AlertShape(vocabulary)::define);
  }

  private Function<Values, Rule> define(Fields f) {
    var name = f.required("name", Shapes.name(), "its name: the label alertname");
    var condition = f.required("condition", ConditionShape.of(vocabulary), "when it is bad");
    var clear = f.maybe("clear", ConditionShape.of(vocabulary), "when it is well again");
    var timing = timing(f);
    var severity =
        f.optional("severity", severity(), "warning", "critical is P0, warning P1, info P2");
    var wording = wording(f);
    var only = f.optional("only", only(), "{}", "labels of the gateways and subjects it is about");
    f.check(v -> lookAtAnchor(v.of(condition), v.of(clear), v.at(condition)));
    return v ->
        new Rule(
            v.of(name),
            v.of(severity),
            v.of(condition),
            v.of(clear),
            timing.apply(v),
            wording.apply(v),
            v.of(only),
            v.here().node().origin());
  }

  private static Function<Values, Rule.Timing> timing(Fields f) {
    var pendingFor = f.optional("for", Shapes.duration(), "0s", "how long until it fires");
    var keepFiringFor =
        f.optional("keep-firing-for", Shapes.duration(), "0s", "how long until it is resolved");
    var noData =
        f.optional("no-data", Shapes.word(NoData.class), "unknown", "what silence means to it");
    return v -> new Rule.Timing(v.of(pendingFor), v.of(keepFiringFor), v.of(noData));
  }

  private Function<Values, Rule.Wording> wording(Fields f) {
    var receivers = f.list("notify", Shapes.name(), "receivers or groups; none: everybody");
    var labels = f.optional("labels", Shapes.labels(), "{}", "further labels");
    var annotations =
        f.optional("annotations", annotations(), "{}", "what people read; {{ fact }} is filled in");
    var runbook = f.maybe("runbook", Shapes.uri("https", "http"), "where to read on");
    return v ->
        new Rule.Wording(
            v.of(receivers),
            v.of(labels),
            v.of(annotations),
            v.of(runbook).map(java.net.URI::toString));
  }

  private static Shape<Severity> severity() {
    return Shapes.word(Severity.SPELLINGS).as(Severity::of);
  }

  private Shape<Map<String, Template>> annotations() {
    var known = new ArrayList<>(PLACES);
    known.addAll(vocabulary.names());
    known.addAll(vocabulary.labels());
    return Shapes.map(
        "annotations such as {summary: \"{{ gateway }} is down\"}",
        "[a-zA-Z_][a-zA-Z0-9_]*",
        "use letters, digits and underscores",
        Shapes.parsed("a text", text -> Template.read(text, known)));
  }

  private static Shape<Only> only() {
    return Shapes.map(
            "labels such as {env: [prod, stage]}",
            "[a-zA-Z_][a-zA-Z0-9_]*",
            "use letters, digits and underscores",
            Shapes.list(Shapes.text("a label's value")))
        .as(Only::new);
  }

  private static void lookAtAnchor(Condition condition, Optional<Condition> clear, Place place) {
    var terms =
        Stream.concat(
                condition.terms().stream(), clear.stream().flatMap(one -> one.terms().stream()))
            .toList();
    if (Anchor.of(terms).isPresent()) return;
    var names = terms.stream().map(Term::name).distinct().collect(Collectors.joining(", "));
    place.refuse(
        "joins facts of different things: " + names,
        "a channel and a provider have only their gateway in common; write two alerts");
  }
}
