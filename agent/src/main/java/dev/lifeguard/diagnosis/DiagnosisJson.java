package dev.lifeguard.diagnosis;

import dev.lifeguard.diagnosis.Diagnosis.Answer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * A diagnosis as JSON: what {@code diagnose --json} prints, the API answers and the store keeps.
 */
public final class DiagnosisJson {
  private DiagnosisJson() {}

  public static JsonObject write(Diagnosis diagnosis) {
    var json =
        new JsonObject()
            .put("subject", diagnosis.subject())
            .put("at", diagnosis.at().toString())
            .put("basis", diagnosis.basis().code())
            .put("healthy", diagnosis.healthy())
            .put("cause", diagnosis.causeCode());
    because(diagnosis.answer()).ifPresent(text -> json.put("because", text));
    return json.put("findings", list(diagnosis.findings(), DiagnosisJson::finding))
        .put("noticed", list(noticed(diagnosis.answer()), DiagnosisJson::finding))
        .put("path", list(diagnosis.path(), DiagnosisJson::stop))
        .put("layers", list(diagnosis.layers(), DiagnosisJson::layer))
        .put("commands", list(diagnosis.commands(), DiagnosisJson::command));
  }

  /** What cannot be told, and why. */
  private static Optional<String> because(Answer answer) {
    return switch (answer) {
      case Answer.Healthy _ -> Optional.empty();
      case Answer.Found(_, var reservation) -> reservation;
      case Answer.CannotTell(var because) -> Optional.of(because);
    };
  }

  private static List<Finding> noticed(Answer answer) {
    return answer instanceof Answer.Healthy(var noticed) ? noticed : List.of();
  }

  private static JsonObject finding(Finding finding) {
    var cause = finding.cause();
    var json =
        new JsonObject()
            .put("cause", cause.code())
            .put("dimension", cause.dimension().code())
            .put("layer", cause.layer().code())
            .put("confidence", finding.confidence().code())
            .put("evidenceFor", new JsonArray(finding.speaksFor()))
            .put("evidenceAgainst", new JsonArray(finding.speaksAgainst()))
            .put("fix", new JsonArray(finding.fix()))
            .put("anchor", cause.anchor());
    cause.remedy().ifPresent(remedy -> json.put("remedy", remedy));
    return json;
  }

  /** What another process found; causes that only a newer one knows are left out. */
  public static List<Finding> findings(JsonObject diagnosis) {
    return diagnosis.getJsonArray("findings", new JsonArray()).stream()
        .filter(JsonObject.class::isInstance)
        .flatMap(it -> finding((JsonObject) it).stream())
        .toList();
  }

  private static Optional<Finding> finding(JsonObject json) {
    var evidence = texts(json, "evidenceFor");
    if (evidence.isEmpty()) return Optional.empty();
    var confidence = Confidence.of(json.getString("confidence", ""));
    return Cause.of(json.getString("cause", ""))
        .flatMap(
            cause ->
                confidence.map(
                    sure ->
                        new Finding(
                            cause,
                            sure,
                            evidence,
                            texts(json, "evidenceAgainst"),
                            texts(json, "fix"))));
  }

  private static List<String> texts(JsonObject json, String key) {
    return json.getJsonArray(key, new JsonArray()).stream().map(String::valueOf).toList();
  }

  private static JsonObject stop(Diagnosis.Stop stop) {
    return new JsonObject()
        .put("name", stop.name())
        .put("layer", stop.layer().code())
        .put("verdict", stop.verdict().code());
  }

  private static JsonObject layer(LayerCheck line) {
    return new JsonObject()
        .put("layer", line.layer().code())
        .put("check", line.check())
        .put("value", line.value())
        .put("threshold", line.threshold())
        .put("verdict", line.verdict().code())
        .put("note", line.note());
  }

  private static JsonObject command(Diagnosis.Command command) {
    var json = new JsonObject().put("where", command.where()).put("line", command.line());
    command.status().ifPresent(status -> json.put("status", status));
    return json.put("output", command.output());
  }

  private static <T> JsonArray list(List<T> items, Function<T, JsonObject> write) {
    var array = new JsonArray();
    items.forEach(item -> array.add(write.apply(item)));
    return array;
  }
}
