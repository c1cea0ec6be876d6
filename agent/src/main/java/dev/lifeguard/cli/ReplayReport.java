package dev.lifeguard.cli;

import dev.lifeguard.alert.trial.Replay.Fire;
import dev.lifeguard.alert.trial.Replay.Recording;
import dev.lifeguard.config.DurationText;
import dev.lifeguard.fact.Observed;
import dev.lifeguard.rule.Rule;
import dev.lifeguard.rule.RuleSet;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** What a replay found, rule by rule. */
final class ReplayReport {
  private static final int SHOWN = 10;

  private final RuleSet rules;
  private Instant end = Instant.EPOCH;
  private final List<Fire> fires = new ArrayList<>();

  ReplayReport(RuleSet rules) {
    this.rules = rules;
  }

  /** The record ends with its last look, also when no agent runs now. */
  void add(List<Fire> more, Recording of) {
    fires.addAll(more);
    Stream.concat(of.presence().stream(), of.looks().stream().map(Observed::at))
        .filter(end::isBefore)
        .forEach(at -> end = at);
  }

  void print(PrintWriter out, boolean asJson) {
    if (asJson) out.println(json().encodePrettily());
    else print(out);
    out.flush();
  }

  private void print(PrintWriter out) {
    var byRule = byRule();
    var summary = Output.table("ALERT", "FIRED", "IN ALL", "LONGEST");
    byRule.forEach((rule, list) -> summary.row(rule, times(list), sum(list), longest(list)));
    summary.print(out);
    for (var entry : byRule.entrySet()) if (!entry.getValue().isEmpty()) list(entry, out);
  }

  private void list(Map.Entry<String, List<Fire>> rule, PrintWriter out) {
    out.println();
    var table = Output.table(rule.getKey(), "LASTED", "ON", "BECAUSE");
    rule.getValue().stream()
        .limit(SHOWN)
        .forEach(fire -> table.row(at(fire), lasted(fire), on(fire), because(fire)));
    table.print(out);
    var more = rule.getValue().size() - SHOWN;
    if (more > 0) out.println("and " + more + " more: see --json");
  }

  private Map<String, List<Fire>> byRule() {
    var byRule = new LinkedHashMap<String, List<Fire>>();
    for (Rule rule : rules.judged()) byRule.put(rule.id(), new ArrayList<>());
    fires.stream()
        .sorted(Comparator.comparing(Fire::firedAt))
        .forEach(fire -> byRule.computeIfAbsent(id(fire), _ -> new ArrayList<>()).add(fire));
    return byRule;
  }

  private static String id(Fire fire) {
    return fire.alert().name() + "/" + fire.alert().severity();
  }

  private static String times(List<Fire> list) {
    return switch (list.size()) {
      case 0 -> "never";
      case 1 -> "once";
      default -> list.size() + " times";
    };
  }

  private String sum(List<Fire> list) {
    var all = list.stream().map(fire -> fire.lasted(end)).reduce(Duration.ZERO, Duration::plus);
    return list.isEmpty() ? "" : text(all);
  }

  private String longest(List<Fire> list) {
    return list.stream()
        .map(fire -> fire.lasted(end))
        .max(Comparator.naturalOrder())
        .map(ReplayReport::text)
        .orElse("");
  }

  private static String text(Duration duration) {
    return DurationText.print(duration.truncatedTo(ChronoUnit.SECONDS));
  }

  private static String at(Fire fire) {
    return fire.firedAt().truncatedTo(ChronoUnit.SECONDS).toString();
  }

  private String lasted(Fire fire) {
    return text(fire.lasted(end)) + (fire.endedAt().isEmpty() ? " so far" : "");
  }

  private static String on(Fire fire) {
    var subject = fire.alert().subject().toString();
    return subject.isEmpty() ? "the agent" : subject;
  }

  private static String because(Fire fire) {
    return fire.alert().message().evidence();
  }

  private JsonObject json() {
    var list = new JsonArray();
    fires.stream().sorted(Comparator.comparing(Fire::firedAt)).map(this::json).forEach(list::add);
    return new JsonObject().put("fires", list);
  }

  private JsonObject json(Fire fire) {
    var labels = new JsonObject();
    fire.alert().identity().labels().forEach(labels::put);
    return new JsonObject()
        .put("alert", fire.alert().name())
        .put("severity", fire.alert().severity().toString())
        .put("labels", labels)
        .put("firedAt", fire.firedAt().toString())
        .put("endedAt", fire.endedAt().map(Instant::toString).orElse(null))
        .put("seconds", fire.lasted(end).toSeconds())
        .put("because", because(fire));
  }
}
