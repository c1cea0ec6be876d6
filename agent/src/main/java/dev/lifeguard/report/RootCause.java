package dev.lifeguard.report;

import dev.lifeguard.diagnosis.Cause;
import dev.lifeguard.diagnosis.cause.CauseText;
import dev.lifeguard.report.Entry.Kind;
import dev.lifeguard.report.Report.Block;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** The direct cause as diagnosed, the root on the path, and what set it off. */
record RootCause(IncidentRecord seen, Tongue tongue) {
  /** Values of the facts whose changes are written down; what is unknown broke nothing. */
  private static final Set<String> WELL =
      Set.of("running", "active", "available", "none", "unknown", "starting", "recovering");

  private static final Map<String, String> WELL_FIGURES =
      Map.of("tunnel_up", "1", "config_drift", "0");

  List<Block> blocks() {
    return List.of(
        new Block.Items(tongue.say("Direct cause", "直接原因"), direct(), undiagnosed()),
        new Block.Items(tongue.say("Root on the path", "根本原因（路径上最外层）"), root(), ""),
        new Block.Items(tongue.say("Trigger", "触发条件"), trigger(), tongue.nothing()));
  }

  private String undiagnosed() {
    return tongue.say("No cause was found.", "未找到原因。");
  }

  /** What the last diagnosis named, the most certain first, with its evidence. */
  private List<String> direct() {
    var lines = new ArrayList<String>();
    causes().forEach(cause -> describe(cause, lines));
    return lines;
  }

  private Stream<JsonObject> causes() {
    return last().stream()
        .flatMap(entry -> entry.detail().getJsonArray("findings", new JsonArray()).stream())
        .filter(JsonObject.class::isInstance)
        .map(JsonObject.class::cast);
  }

  /** Of those while it lasted; what is found afterwards is about what is left of it. */
  private Optional<Entry> last() {
    var found = seen.entries(Kind.CAUSE);
    var end = seen.incident().closedAt().orElse(Instant.MAX);
    return found.stream()
        .filter(entry -> !entry.at().isAfter(end))
        .reduce((_, later) -> later)
        .or(() -> found.stream().findFirst());
  }

  private void describe(JsonObject finding, List<String> lines) {
    var code = finding.getString("cause");
    lines.add(code + " (" + certainty(finding.getString("confidence", "")) + ")" + meaning(code));
    for (var item : finding.getJsonArray("evidenceFor", new JsonArray()))
      lines.add(tongue.say("evidence: ", "证据：") + item);
    for (var item : finding.getJsonArray("evidenceAgainst", new JsonArray()))
      lines.add(tongue.say("speaks against it: ", "反证：") + item);
  }

  private String certainty(String code) {
    return switch (code) {
      case "certain" -> tongue.say(code, "确定");
      case "likely" -> tongue.say(code, "很可能");
      case "possible" -> tongue.say(code, "可能");
      default -> code;
    };
  }

  /** The code is for programs; whoever reads this is told what it means. */
  private String meaning(String code) {
    return Cause.of(code)
        .map(cause -> tongue.say(CauseText.of(cause).name(), CauseText.inChinese(cause).name()))
        .map(name -> tongue.say(": ", "：") + name)
        .orElse("");
  }

  private List<String> root() {
    return List.of(seen.incident().rootMember().toString());
  }

  private static boolean isWell(JsonObject change) {
    var now = change.getString("to", "unknown");
    return WELL.contains(now) || now.equals(WELL_FIGURES.get(change.getString("fact", "")));
  }

  /** The first thing that went wrong and still was when the incident opened. */
  private List<String> trigger() {
    var standing = new LinkedHashMap<String, Entry>();
    for (var entry : seen.entries(Kind.SEEN)) {
      if (entry.at().isAfter(seen.incident().openedAt())) break;
      var about = entry.detail().getString("subject") + " " + entry.detail().getString("fact");
      standing.remove(about);
      if (!isWell(entry.detail())) standing.put(about, entry);
    }
    return standing.values().stream()
        .findFirst()
        .map(entry -> tongue.time(entry.at()) + " " + entry.text())
        .stream()
        .toList();
  }
}
