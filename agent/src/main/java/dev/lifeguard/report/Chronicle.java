package dev.lifeguard.report;

import dev.lifeguard.alert.AlertDesk;
import dev.lifeguard.alert.Incident;
import dev.lifeguard.alert.IncidentEvent;
import dev.lifeguard.alert.TimelineEntry;
import dev.lifeguard.bus.Bus;
import dev.lifeguard.bus.Subscription;
import dev.lifeguard.fact.Forgotten;
import dev.lifeguard.fact.Observed;
import dev.lifeguard.report.Entry.Kind;
import dev.lifeguard.store.Store;
import dev.lifeguard.time.Time;
import dev.lifeguard.time.Timer;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes down, by listening, what happens in the course of an incident. An event-loop verticle; its
 * questions may be asked from any thread.
 */
public final class Chronicle extends VerticleBase {
  private static final Duration PRUNE = Duration.ofHours(1);
  private static final int FOUND = 1000;
  private static final Logger log = LoggerFactory.getLogger(Chronicle.class);

  private final Bus bus;
  private final Time time;
  private final AlertDesk alerts;
  private final Archive archive;
  private final Cases cases = new Cases();
  private final Changes changes = new Changes();
  private final Hearsay hearsay = new Hearsay();
  private final List<Subscription> subscriptions = new ArrayList<>();
  private Optional<Timer> pruning = Optional.empty();

  public Chronicle(Bus bus, Time time, AlertDesk alerts, Store store) {
    this.bus = bus;
    this.time = time;
    this.alerts = alerts;
    this.archive = new Archive(store);
  }

  /** Goes on writing about what was open before the start. */
  @Override
  public Future<?> start() {
    subscriptions.add(bus.on(Observed.class, this::see));
    subscriptions.add(bus.on(Forgotten.class, gone -> changes.forget(gone.subject())));
    subscriptions.add(bus.on(IncidentEvent.class, this::follow));
    subscriptions.addAll(
        hearsay.listen(bus, (about, entry) -> keep(about.incidents(cases), List.of(entry))));
    pruning = Optional.of(time.every(PRUNE, this::prune));
    return alerts.incidents(FOUND).onSuccess(this::takeUp).otherwiseEmpty();
  }

  private void takeUp(List<Incident> known) {
    known.stream().filter(one -> one.closedAt().isEmpty()).forEach(cases::put);
  }

  @Override
  public Future<?> stop() {
    subscriptions.forEach(Subscription::end);
    pruning.ifPresent(Timer::cancel);
    return Future.succeededFuture();
  }

  private void see(Observed seen) {
    changes
        .note(seen)
        .ifPresent(entry -> keep(cases.about(seen.subject().gateway()), List.of(entry)));
  }

  /** An incident begins with what happened right before. */
  private void follow(IncidentEvent event) {
    var incident = event.incident();
    var begins = !cases.knows(incident);
    cases.put(incident);
    if (begins) keep(List.of(incident.id()), changes.before(incident.gateway(), event.at().wall()));
    cases.tidy(event.at().wall());
  }

  private void keep(List<String> incidents, List<Entry> entries) {
    if (entries.isEmpty()) return;
    for (var incident : incidents)
      keep(incident, entries)
          .onFailure(e -> log.error("not written down: incident={}", incident, e));
  }

  private Future<Void> keep(String incident, List<Entry> entries) {
    return archive
        .keep(incident, entries)
        .onSuccess(_ -> bus.publish(new WrittenDown(incident, time.now())));
  }

  private void prune() {
    archive.prune(time.now()).onFailure(e -> log.error("the chronicle cannot be pruned", e));
  }

  /** Somebody writes something down; false when there is no such incident. */
  public Future<Boolean> note(String incident, String by, String text) {
    var detail = new JsonObject().put("by", by).put("note", text);
    var entry = new Entry(time.now(), Kind.NOTE, by + ": " + text, detail);
    return alerts
        .incident(incident)
        .compose(
            found ->
                found.isEmpty()
                    ? Future.succeededFuture(false)
                    : keep(incident, List.of(entry)).map(true));
  }

  /** All that happened, oldest first. */
  public Future<List<Entry>> entries(String incident) {
    var own = archive.entries(incident);
    var course = alerts.timeline(incident);
    return Future.all(own, course).map(_ -> together(own.result(), course.result()));
  }

  private static List<Entry> together(List<Entry> own, List<TimelineEntry> course) {
    var told =
        course.stream()
            .map(
                line ->
                    new Entry(
                        line.at(),
                        Kind.ALERT,
                        line.text(),
                        new JsonObject().put("what", line.kind())));
    return Stream.concat(own.stream(), told).sorted(Comparator.comparing(Entry::at)).toList();
  }

  /** All that is known of it; empty when there is no such incident. */
  public Future<Optional<IncidentRecord>> record(String incident) {
    return alerts.incident(incident).compose(this::record);
  }

  private Future<Optional<IncidentRecord>> record(Optional<Incident> found) {
    if (found.isEmpty()) return Future.succeededFuture(Optional.empty());
    var incident = found.get();
    var members = alerts.members(incident.id());
    var entries = entries(incident.id());
    return Future.all(members, entries)
        .map(
            _ ->
                Optional.of(
                    new IncidentRecord(incident, members.result(), entries.result(), time.now())));
  }
}
