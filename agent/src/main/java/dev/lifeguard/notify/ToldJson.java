package dev.lifeguard.notify;

import dev.lifeguard.notify.Notice.About;
import dev.lifeguard.notify.Notice.Span;
import dev.lifeguard.notify.Notice.Told;
import dev.lifeguard.rule.Severity;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** An alert as the outbox keeps it. */
final class ToldJson {
  private ToldJson() {}

  static String write(Told told) {
    var json =
        new JsonObject()
            .put("key", told.key())
            .put("occasion", told.occasion().name())
            .put("fingerprint", told.fingerprint())
            .put("name", told.name())
            .put("severity", told.severity().name())
            .put("labels", json(told.labels()))
            .put("annotations", json(told.annotations()))
            .put("startsAt", told.startsAt().toString());
    told.endsAt().ifPresent(end -> json.put("endsAt", end.toString()));
    return json.encode();
  }

  static Told read(String text) {
    var json = new JsonObject(text);
    return new Told(
        json.getString("key"),
        Occasion.valueOf(json.getString("occasion")),
        about(json),
        texts(json.getJsonObject("annotations")),
        new Span(
            Instant.parse(json.getString("startsAt")),
            Optional.ofNullable(json.getString("endsAt")).map(Instant::parse)));
  }

  private static About about(JsonObject json) {
    return new About(
        json.getString("fingerprint"),
        json.getString("name"),
        Severity.valueOf(json.getString("severity")),
        texts(json.getJsonObject("labels")));
  }

  private static JsonObject json(Map<String, String> texts) {
    var json = new JsonObject();
    texts.forEach(json::put);
    return json;
  }

  private static TreeMap<String, String> texts(JsonObject json) {
    var texts = new TreeMap<String, String>();
    json.forEach(entry -> texts.put(entry.getKey(), String.valueOf(entry.getValue())));
    return texts;
  }
}
