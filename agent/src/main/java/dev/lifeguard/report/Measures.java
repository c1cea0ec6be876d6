package dev.lifeguard.report;

import dev.lifeguard.report.Report.Block;
import java.util.List;
import java.util.Optional;

/** What was done, by whom or what, and what came of it. */
record Measures(IncidentRecord seen, Tongue tongue) {
  List<Block> blocks() {
    var rows = seen.entries().stream().flatMap(entry -> row(entry).stream()).toList();
    if (rows.isEmpty()) return List.of(new Block.Items("", List.of(), tongue.nothing()));
    return List.of(
        new Block.Table(
            List.of(
                tongue.say("Time", "时间"), tongue.say("Action", "操作"), tongue.say("Result", "结果")),
            rows));
  }

  private Optional<List<String>> row(Entry entry) {
    return switch (entry.kind()) {
      case REMEDY -> Optional.of(row(entry, "action", "result"));
      case PATH -> Optional.of(List.of(tongue.time(entry.at()), entry.text(), ""));
      case TOLD -> told(entry);
      case ALERT -> course(entry);
      case SEEN, CAUSE, NOTE -> Optional.empty();
    };
  }

  private List<String> row(Entry entry, String action, String result) {
    return List.of(
        tongue.time(entry.at()),
        entry.detail().getString(action, entry.text()),
        new Heads(tongue).of(entry.detail().getString(result, "")));
  }

  private Optional<List<String>> told(Entry entry) {
    var detail = entry.detail();
    var outcome = detail.getString("outcome", "");
    if (outcome.equals("queued") || outcome.equals("logged")) return Optional.empty();
    return Optional.of(
        List.of(
            tongue.time(entry.at()),
            tongue.say("tell ", "通知 ")
                + detail.getString("receiver", "")
                + " ("
                + detail.getString("occasion", "")
                + ")",
            new Heads(tongue).of(outcome)));
  }

  private Optional<List<String>> course(Entry entry) {
    if (!entry.what().equals("alert-acknowledged")) return Optional.empty();
    return Optional.of(
        List.of(tongue.time(entry.at()), tongue.say("taken over", "认领"), entry.text()));
  }
}
