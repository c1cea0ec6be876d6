package dev.lifeguard.report;

import dev.lifeguard.diagnosis.Cause;
import dev.lifeguard.diagnosis.cause.CauseText;
import dev.lifeguard.report.Entry.Kind;
import dev.lifeguard.report.Report.Block;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The direct cause as diagnosed, the root on the path, and what set it off. */
record RootCause(IncidentRecord seen, Tongue tongue) {
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

  private Optional<Entry> last() {
    return seen.entries(Kind.CAUSE).stream().reduce((_, later) -> later);
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

  /** The first thing that changed. */
  private List<String> trigger() {
    return seen.entries(Kind.SEEN).stream()
        .findFirst()
        .map(entry -> tongue.time(entry.at()) + " " + entry.text())
        .stream()
        .toList();
  }
}
