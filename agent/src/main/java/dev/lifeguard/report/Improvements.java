package dev.lifeguard.report;

import dev.lifeguard.report.Advice.Horizon;
import dev.lifeguard.report.Entry.Kind;
import dev.lifeguard.report.Report.Block;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What usually helps against what was seen; nothing where nothing fits. */
record Improvements(IncidentRecord seen, Tongue tongue) {
  List<Block> blocks() {
    var codes = codes();
    return List.of(
        items("Short term", "短期", Horizon.SHORT, codes),
        items("Middle term", "中期", Horizon.MIDDLE, codes),
        items("Long term", "长期", Horizon.LONG, codes));
  }

  private Block items(String english, String chinese, Horizon horizon, Set<String> codes) {
    var fitting =
        Advice.ALL.stream()
            .filter(advice -> advice.horizon() == horizon)
            .filter(advice -> advice.seen().stream().anyMatch(codes::contains))
            .map(advice -> tongue.say(advice.english(), advice.chinese()))
            .toList();
    return new Block.Items(
        tongue.say(english, chinese), fitting, tongue.say("No suggestion.", "暂无建议。"));
  }

  /** Every code that was seen: causes, reasons, alerts. */
  private Set<String> codes() {
    var codes = new HashSet<String>();
    seen.incident().members().forEach(member -> codes.add(member.rule()));
    seen.entries(Kind.SEEN).forEach(entry -> codes.add(entry.detail().getString("to", "")));
    for (var entry : seen.entries(Kind.CAUSE))
      for (var item : entry.detail().getJsonArray("findings", new JsonArray()))
        if (item instanceof JsonObject cause) codes.add(cause.getString("cause", ""));
    return codes;
  }
}
