package dev.lifeguard.remedy.run;

import dev.lifeguard.fact.Subject;
import dev.lifeguard.remedy.RemedyEvent.PageRequested;
import dev.lifeguard.remedy.Run;
import dev.lifeguard.remedy.Scene;
import dev.lifeguard.store.Change;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Pages that are owed to people: written down with what made them necessary, handed over, and
 * handed over again after a crash until a while has passed in which the notifier took them.
 */
final class Pages {
  private static final Logger log = LoggerFactory.getLogger(Pages.class);
  private static final Duration TAKEN = Duration.ofSeconds(5);

  private final Workshop shop;

  Pages(Workshop shop) {
    this.shop = shop;
  }

  PageRequested about(Run run, String headline, String text) {
    return new PageRequested(
        "run-" + run.id(), run.subject(), headline, text, Optional.of(run.cause()), shop.now());
  }

  static Change change(PageRequested page) {
    return Journal.page(page.key(), json(page), page.at());
  }

  /** To be called once it is written down, or when nothing can be written. */
  void handOver(PageRequested page) {
    log.warn(
        "remedy page key={} subject={} text=\"{}\"", page.key(), page.subject(), page.headline());
    shop.tell(page);
    shop.after(
        TAKEN,
        () ->
            shop.journal()
                .handedOver(page.key())
                .onFailure(e -> log.error("a page cannot be struck off key={}", page.key(), e)));
  }

  /** Writes it down and hands it over, or only hands it over when the disk is full. */
  void send(PageRequested page, Change... more) {
    var changes = new java.util.ArrayList<Change>(java.util.List.of(more));
    changes.add(change(page));
    shop.journal().write(changes).onComplete(_ -> handOver(page));
  }

  /** What was owed before the start. */
  Future<Void> restore() {
    return shop.journal()
        .pages()
        .onSuccess(pages -> pages.forEach(json -> handOver(read(json))))
        .mapEmpty();
  }

  private static JsonObject json(PageRequested page) {
    var json =
        new JsonObject()
            .put("key", page.key())
            .put("gateway", page.subject().gateway())
            .put("subject", object(page.subject().labels()))
            .put("headline", page.headline())
            .put("text", page.text())
            .put("at", page.at().toString());
    page.cause()
        .ifPresent(
            cause -> {
              json.put("run", cause.run()).put("remedy", cause.remedy());
              cause.alert().ifPresent(alert -> json.put("alert", alert));
            });
    return json;
  }

  private static JsonObject object(Map<String, String> map) {
    var json = new JsonObject();
    map.forEach(json::put);
    return json;
  }

  private static PageRequested read(JsonObject json) {
    var labels = new HashMap<String, String>();
    json.getJsonObject("subject").forEach(one -> labels.put(one.getKey(), "" + one.getValue()));
    var subject = new Subject(json.getString("gateway"), labels);
    var cause =
        Optional.ofNullable(json.getString("run"))
            .map(
                run ->
                    new Scene.Cause(
                        run,
                        json.getString("remedy"),
                        subject,
                        Optional.ofNullable(json.getString("alert")),
                        Optional.empty()));
    return new PageRequested(
        json.getString("key"),
        subject,
        json.getString("headline"),
        json.getString("text"),
        cause,
        Instant.parse(json.getString("at")));
  }
}
