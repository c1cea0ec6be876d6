package dev.lifeguard.notify.alertmanager;

import dev.lifeguard.notify.Notice;
import dev.lifeguard.notify.Notice.Told;
import dev.lifeguard.notify.Outside;
import dev.lifeguard.notify.Receiver;
import dev.lifeguard.time.Timer;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Alertmanager keeps alerts in memory and forgets those that are not sent again: so what fires is
 * repeated every minute with an end a few minutes ahead, and what is over for five minutes more.
 * Lives on one event-loop context.
 */
final class Alertmanager implements Receiver {
  private static final Logger log = LoggerFactory.getLogger(Alertmanager.class);
  private static final Duration REPEAT = Duration.ofMinutes(1);
  private static final Duration HORIZON = Duration.ofMinutes(4);
  private static final Duration AFTERGLOW = Duration.ofMinutes(5);

  /** What was last said of an alert. */
  private record Standing(Told alert, Instant said) {}

  private final AlertmanagerSettings settings;
  private final Outside outside;
  private final Map<String, Standing> standing = new LinkedHashMap<>();
  private final Timer repeat;

  Alertmanager(AlertmanagerSettings settings, Outside outside) {
    this.settings = settings;
    this.outside = outside;
    this.repeat = outside.time().every(REPEAT, this::sayAgain);
  }

  @Override
  public String name() {
    return settings.name();
  }

  /** A program reads all of them. */
  @Override
  public int spelledOut() {
    return Integer.MAX_VALUE;
  }

  /** Succeeds when one peer has taken it: they tell each other. */
  @Override
  public Future<Void> send(Notice notice) {
    var now = outside.time().now();
    for (var alert : notice.alerts()) standing.put(alert.fingerprint(), new Standing(alert, now));
    var body = new JsonArray();
    notice.alerts().forEach(alert -> body.add(json(alert, now)));
    return post(body);
  }

  @Override
  public void remember(List<Notice> told) {
    var now = outside.time().now();
    for (var notice : told)
      for (var alert : notice.alerts()) standing.put(alert.fingerprint(), new Standing(alert, now));
    sayAgain();
  }

  private void sayAgain() {
    var now = outside.time().now();
    standing
        .values()
        .removeIf(said -> !said.alert().firing() && said.said().plus(AFTERGLOW).isBefore(now));
    if (standing.isEmpty()) return;
    var body = new JsonArray();
    standing.values().forEach(said -> body.add(json(said.alert(), now)));
    post(body)
        .onFailure(e -> log.debug("repeat failed receiver={} because={}", name(), e.getMessage()));
  }

  private Future<Void> post(JsonArray body) {
    var posts = settings.urls().stream().map(url -> post(url, body.toBuffer())).toList();
    return Future.any(posts).<Void>mapEmpty().recover(_ -> posts.getFirst().mapEmpty());
  }

  private Future<Buffer> post(URI peer, Buffer body) {
    var base = peer.toString();
    var address =
        URI.create(
            (base.endsWith("/") ? base.substring(0, base.length() - 1) : base) + "/api/v2/alerts");
    return outside.post(address, Map.of("Content-Type", "application/json"), body);
  }

  private static JsonObject json(Told alert, Instant now) {
    var labels = new JsonObject().put("alertname", alert.name());
    alert.labels().forEach(labels::put);
    var annotations = new JsonObject();
    alert.annotations().forEach(annotations::put);
    var end = alert.firing() ? now.plus(HORIZON) : alert.endsAt().orElse(now);
    var json =
        new JsonObject()
            .put("labels", labels)
            .put("annotations", annotations)
            .put("startsAt", alert.startsAt().toString())
            .put("endsAt", end.toString());
    alert.link().ifPresent(url -> json.put("generatorURL", url));
    return json;
  }

  @Override
  public void close() {
    repeat.cancel();
  }
}
