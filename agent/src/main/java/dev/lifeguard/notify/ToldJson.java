package dev.lifeguard.notify;

import dev.lifeguard.notify.Notice.Level;
import dev.lifeguard.notify.Notice.Told;
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
            .put("fingerprint", told.fingerprint())
            .put("name", told.name())
            .put("level", told.level().name())
            .put("firing", told.firing())
            .put("labels", json(told.labels()))
            .put("annotations", json(told.annotations()))
            .put("startsAt", told.startsAt().toString());
    told.endsAt().ifPresent(end -> json.put("endsAt", end.toString()));
    return json.encode();
  }

  static Told read(String text) {
    var json = new JsonObject(text);
    return new Told(
        json.getString("fingerprint"),
        json.getString("name"),
        Level.valueOf(json.getString("level")),
        json.getBoolean("firing"),
        new TreeMap<>(texts(json.getJsonObject("labels"))),
        texts(json.getJsonObject("annotations")),
        Instant.parse(json.getString("startsAt")),
        Optional.ofNullable(json.getString("endsAt")).map(Instant::parse));
  }

  private static JsonObject json(Map<String, String> texts) {
    var json = new JsonObject();
    texts.forEach(json::put);
    return json;
  }

  private static Map<String, String> texts(JsonObject json) {
    var texts = new TreeMap<String, String>();
    json.forEach(entry -> texts.put(entry.getKey(), String.valueOf(entry.getValue())));
    return texts;
  }
}
