package dev.lifeguard.notify;

import dev.lifeguard.notify.Notice.Told;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Collection;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * A notice in the shape of Alertmanager's webhook, version 4, so that its consumers understand it;
 * and of each alert the key of the transition and the occasion, which Alertmanager does not have.
 */
public final class NoticeJson {
  /** What Alertmanager writes for an alert that has not ended. */
  private static final String NEVER = "0001-01-01T00:00:00Z";

  private NoticeJson() {}

  public static JsonObject of(String receiver, Notice notice) {
    var alerts = new JsonArray();
    notice.alerts().forEach(alert -> alerts.add(alert(notice, alert)));
    return new JsonObject()
        .put("version", "4")
        .put("groupKey", notice.group().toString())
        .put("truncatedAlerts", notice.more())
        .put("status", status(notice.firing()))
        .put("receiver", receiver)
        .put("groupLabels", json(notice.group()))
        .put(
            "commonLabels",
            json(
                common(
                    notice.alerts().stream().map(a -> (Map<String, String>) a.labels()).toList())))
        .put(
            "commonAnnotations",
            json(common(notice.alerts().stream().map(Told::annotations).toList())))
        .put("externalURL", notice.link().orElse(""))
        .put("alerts", alerts);
  }

  private static JsonObject alert(Notice notice, Told alert) {
    return new JsonObject()
        .put("status", status(alert.firing()))
        .put("labels", json(alert.labels()))
        .put("annotations", json(alert.annotations()))
        .put("startsAt", alert.startsAt().toString())
        .put(
            "endsAt",
            alert.endsAt().filter(_ -> !alert.firing()).map(Object::toString).orElse(NEVER))
        .put("generatorURL", notice.link().orElse(""))
        .put("fingerprint", alert.fingerprint())
        .put("key", alert.key())
        .put("occasion", alert.occasion().name().toLowerCase(Locale.ROOT));
  }

  private static String status(boolean firing) {
    return firing ? "firing" : "resolved";
  }

  private static JsonObject json(Map<String, String> texts) {
    var json = new JsonObject();
    texts.forEach(json::put);
    return json;
  }

  private static Map<String, String> common(Collection<Map<String, String>> maps) {
    var iterator = maps.iterator();
    if (!iterator.hasNext()) return Map.of();
    var common = new HashMap<>(iterator.next());
    iterator.forEachRemaining(map -> common.entrySet().retainAll(map.entrySet()));
    return common;
  }
}
