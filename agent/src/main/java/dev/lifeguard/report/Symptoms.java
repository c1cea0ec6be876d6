package dev.lifeguard.report;

import dev.lifeguard.alert.Alert;
import dev.lifeguard.report.Entry.Kind;
import dev.lifeguard.report.Report.Block;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What users felt, what the monitoring showed, which errors came up. */
record Symptoms(IncidentRecord seen, Tongue tongue) {
  List<Block> blocks() {
    return List.of(
        items("For users", "用户感知", felt()),
        items("In monitoring", "监控表现", shown()),
        items("Errors", "错误信息", errors()));
  }

  private Block items(String english, String chinese, Stream<String> lines) {
    return new Block.Items(
        tongue.say(english, chinese), lines.distinct().toList(), tongue.nothing());
  }

  /** What the rules say that it means for people. */
  private Stream<String> felt() {
    return seen.alerts().stream()
        .filter(this::isOfThisIncident)
        .flatMap(alert -> Optional.ofNullable(alert.message().annotations().get("why")).stream());
  }

  /** An alert that fired again since then speaks of another incident. */
  private boolean isOfThisIncident(Alert alert) {
    return alert.episode().incident().filter(seen.incident().id()::equals).isPresent();
  }

  private Stream<String> shown() {
    return seen.entries(Kind.ALERT).stream()
        .filter(entry -> entry.what().equals("alert-fired"))
        .map(entry -> tongue.time(entry.at()) + " " + entry.text());
  }

  private Stream<String> errors() {
    return seen.entries(Kind.SEEN).stream()
        .filter(entry -> entry.detail().getString("fact", "").endsWith("_reason"))
        .filter(entry -> !entry.detail().getString("to", "none").equals("none"))
        .map(entry -> entry.detail().getString("subject") + ": " + entry.detail().getString("to"));
  }
}
