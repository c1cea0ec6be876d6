package dev.lifeguard.console;

import dev.lifeguard.console.FactLedger.Seen;
import dev.lifeguard.console.FactLedger.Sheet;
import dev.lifeguard.fact.FactValue;
import io.vertx.core.json.JsonObject;

/** Facts as the API shows them: in base units; what is not known says why. */
final class FactJson {
  private FactJson() {}

  static JsonObject facts(Sheet sheet) {
    var json = new JsonObject();
    sheet.facts().entrySet().stream()
        .sorted(java.util.Map.Entry.comparingByKey())
        .forEach(entry -> json.put(entry.getKey().code(), seen(entry.getValue())));
    return json;
  }

  /** JSON has no infinity. */
  static Object number(double value) {
    return Double.isFinite(value) ? (Object) value : "+Inf";
  }

  static JsonObject seen(Seen seen) {
    var json = new JsonObject();
    switch (seen.value()) {
      case FactValue.Amount(var value) -> json.put("value", number(value));
      case FactValue.AtLeast(var least, var because) ->
          json.put("value", least).put("atLeast", true).put("because", because);
      case FactValue.Word(var word) -> json.put("value", word);
      case FactValue.Unknown(var because) -> json.putNull("value").put("because", because);
    }
    return json.put("since", seen.since().toString()).put("at", seen.at().toString());
  }
}
