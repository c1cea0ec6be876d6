package dev.lifeguard.alert;

import dev.lifeguard.fact.Fact;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The parts of an alert that tables keep as JSON. */
final class AlertJson {
  private AlertJson() {}

  static String labels(Map<String, String> labels) {
    var json = new JsonObject();
    new TreeMap<>(labels).forEach(json::put);
    return json.encode();
  }

  static Map<String, String> labels(String text) {
    return texts(new JsonObject(text));
  }

  private static Map<String, String> texts(JsonObject json) {
    var texts = new TreeMap<String, String>();
    json.fieldNames().forEach(name -> texts.put(name, json.getString(name)));
    return texts;
  }

  static String message(Alert.Message message) {
    var json =
        new JsonObject()
            .put("annotations", new JsonObject(labels(message.annotations())))
            .put("receivers", new JsonArray(message.receivers()))
            .put("evidence", message.evidence())
            .put(
                "about", new JsonArray(message.about().stream().map(Fact::code).sorted().toList()));
    message.runbook().ifPresent(runbook -> json.put("runbook", runbook));
    return json.encode();
  }

  static Alert.Message message(String text) {
    var json = new JsonObject(text);
    return new Alert.Message(
        texts(json.getJsonObject("annotations")),
        json.getJsonArray("receivers").stream().map(Object::toString).toList(),
        optional(json, "runbook"),
        json.getString("evidence"),
        about(json.getJsonArray("about", new JsonArray())));
  }

  private static Set<Fact> about(JsonArray codes) {
    return codes.stream()
        .flatMap(code -> Fact.of(code.toString()).stream())
        .collect(Collectors.toSet());
  }

  static String handling(Alert.Handling handling) {
    var json =
        new JsonObject()
            .put(
                "suppressions",
                new JsonArray(handling.suppressions().stream().map(AlertJson::json).toList()));
    json.put("steps", handling.progress().steps());
    json.put("reminded-after", handling.progress().remindedAt().toMillis());
    handling.acknowledgement().ifPresent(taken -> json.put("acknowledgement", json(taken)));
    return json.encode();
  }

  static Alert.Handling handling(String text) {
    var json = new JsonObject(text);
    var suppressions =
        json.getJsonArray("suppressions").stream()
            .map(JsonObject.class::cast)
            .map(AlertJson::suppression)
            .toList();
    return new Alert.Handling(
        suppressions,
        Optional.ofNullable(json.getJsonObject("acknowledgement")).map(AlertJson::taken),
        new FollowUp.Progress(
            json.getInteger("steps"), Duration.ofMillis(json.getLong("reminded-after"))));
  }

  private static JsonObject json(Suppression suppression) {
    var json =
        new JsonObject()
            .put("kind", suppression.kind().name())
            .put("by", suppression.by())
            .put("because", suppression.because());
    suppression.until().ifPresent(until -> json.put("until", until.toEpochMilli()));
    return json;
  }

  private static Suppression suppression(JsonObject json) {
    return new Suppression(
        Suppression.Kind.valueOf(json.getString("kind")),
        json.getString("by"),
        json.getString("because"),
        instant(json, "until"));
  }

  private static JsonObject json(Acknowledgement taken) {
    var json =
        new JsonObject()
            .put("owner", taken.owner())
            .put("note", taken.note())
            .put("at", taken.at().toEpochMilli());
    taken.until().ifPresent(until -> json.put("until", until.toEpochMilli()));
    return json;
  }

  private static Acknowledgement taken(JsonObject json) {
    return new Acknowledgement(
        json.getString("owner"),
        json.getString("note"),
        Instant.ofEpochMilli(json.getLong("at")),
        instant(json, "until"));
  }

  private static Optional<String> optional(JsonObject json, String key) {
    return Optional.ofNullable(json.getString(key));
  }

  private static Optional<Instant> instant(JsonObject json, String key) {
    return Optional.ofNullable(json.getLong(key)).map(Instant::ofEpochMilli);
  }
}
