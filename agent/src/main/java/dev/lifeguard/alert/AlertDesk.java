package dev.lifeguard.alert;

import dev.lifeguard.bus.Bus;
import dev.lifeguard.time.Time;
import io.vertx.core.Future;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where people and scripts ask about alerts, and ask for quiet. Usable from any thread; answers
 * come on the caller's context. What is asked for is written down before it is answered.
 */
public final class AlertDesk {
  private static final Logger log = LoggerFactory.getLogger(AlertDesk.class);

  /** Asks on the thread of the alerts. */
  interface Counter {
    <T> Future<T> ask(Supplier<T> question);
  }

  private final Counter counter;
  private final AlertBook book;
  private final Journals journals;
  private final Bus bus;
  private final Time time;
  private final SecureRandom random = new SecureRandom();

  /** Everything that is kept. */
  record Journals(AlertJournal alerts, IncidentJournal incidents, QuietJournal quiet) {}

  AlertDesk(Counter counter, AlertBook book, Journals journals, Bus bus, Time time) {
    this.counter = counter;
    this.book = book;
    this.journals = journals;
    this.bus = bus;
    this.time = time;
  }

  /** Which gateways are reached through the same host, from now on. */
  public Future<Void> follow(Topology topology) {
    return counter
        .ask(
            () -> {
              book.use(topology);
              return true;
            })
        .mapEmpty();
  }

  /** All that is not well, or flaps. */
  public Future<List<Alert>> alerts() {
    return counter.ask(book::alerts);
  }

  /** What fired and was resolved, the latest first. */
  public Future<List<Alert>> resolved(int most) {
    return journals.alerts().resolved(most);
  }

  /**
   * The fires and ends shortly before the agent went down, oldest first: of the last ones, nobody
   * may have been told. To be asked right after the start.
   */
  public Future<List<Alert>> lately() {
    return journals.alerts().lately(time.moment());
  }

  /** How an alert came where it stands, oldest first. */
  public Future<List<Transition>> transitions(String alert, int most) {
    return journals.alerts().transitions(alert, most);
  }

  /** The latest first. */
  public Future<List<Incident>> incidents(int most) {
    return journals.incidents().latest(most);
  }

  /** One of them, whether it is over or not. */
  public Future<Optional<Incident>> incident(String id) {
    return journals.incidents().incident(id);
  }

  /** The alerts of an incident as they stand, or as they ended. */
  public Future<List<Alert>> members(String incident) {
    return journals.alerts().members(incident, time.moment());
  }

  public Future<List<TimelineEntry>> timeline(String incident) {
    return journals.incidents().timeline(incident);
  }

  /** What decides about an alert now, step by step; empty when there is nothing to explain. */
  public Future<Optional<Explanation>> explain(String alert) {
    return counter.ask(() -> book.explain(alert));
  }

  /** Somebody takes a firing alert; empty when it does not fire. */
  public Future<Optional<Alert>> acknowledge(
      String alert, String owner, String note, Optional<Duration> lasting) {
    var now = time.now();
    var taken = new Acknowledgement(owner, note, now, lasting.map(now::plus));
    return counter.ask(() -> book.acknowledge(alert, Optional.of(taken)));
  }

  public Future<Optional<Alert>> giveBack(String alert) {
    return counter.ask(() -> book.acknowledge(alert, Optional.empty()));
  }

  /** Silences and windows that are not over. */
  public Future<Hush> hush() {
    return counter.ask(() -> book.hush().current(time.now()));
  }

  public Future<Silence> silence(List<Matcher> matchers, Silence.Person by, Duration lasting) {
    var now = time.now();
    var silence = new Silence(id(), matchers, by, now, now.plus(lasting));
    return put(silence).map(silence);
  }

  /** Whether there was one to end. */
  public Future<Boolean> endSilence(String id) {
    var now = time.now();
    return hush()
        .map(hush -> hush.silences().stream().filter(one -> one.id().equals(id)).findFirst())
        .compose(
            found ->
                found
                    .map(silence -> put(silence.endedAt(now)).map(true))
                    .orElse(Future.succeededFuture(false)));
  }

  private Future<Void> put(Silence silence) {
    log.info(
        "silence id={} matchers={} by={} until={}",
        silence.id(),
        silence.matchers(),
        silence.by(),
        silence.endsAt());
    return journals.quiet().keep(silence).compose(_ -> use(() -> book.hush().with(silence)));
  }

  /**
   * Work is expected on gateways with these labels.
   *
   * @param gateways none: all; the name of one under {@code gateway}
   */
  public Future<Window> maintain(
      Map<String, String> gateways, Silence.Person by, Duration lasting) {
    var now = time.now();
    var window = new Window(id(), gateways, by, now, now.plus(lasting));
    return put(window).map(window);
  }

  /** Whether there was one to end. */
  public Future<Boolean> endMaintenance(String id) {
    var now = time.now();
    return hush()
        .map(hush -> hush.windows().stream().filter(one -> one.id().equals(id)).findFirst())
        .compose(
            found ->
                found
                    .map(window -> put(window.endedAt(now)).map(true))
                    .orElse(Future.succeededFuture(false)));
  }

  private Future<Void> put(Window window) {
    log.info(
        "maintenance id={} gateways={} by={} until={}",
        window.id(),
        window.gateways(),
        window.by(),
        window.endsAt());
    return journals.quiet().keep(window).compose(_ -> use(() -> book.hush().with(window)));
  }

  /** The configured windows, and what happens while alerts fire, from now on. */
  public Future<Void> configure(List<MaintenanceSettings> calendar, FollowUp followUp) {
    return use(
        () -> {
          book.use(followUp);
          return book.hush().planned(calendar);
        });
  }

  /** What was kept of before the start. */
  Future<Void> restore(Instant now) {
    var silences = journals.quiet().silences(now);
    var windows = journals.quiet().windows(now);
    return Future.all(silences, windows)
        .compose(_ -> use(() -> restored(silences.result(), windows.result())));
  }

  private Hush restored(List<Silence> silences, List<Window> windows) {
    var hush = book.hush();
    for (var silence : silences) hush = hush.with(silence);
    for (var window : windows) hush = hush.with(window);
    return hush;
  }

  private Future<Void> use(Supplier<Hush> changed) {
    return counter
        .ask(
            () -> {
              var hush = changed.get().current(time.now());
              book.use(hush);
              return hush;
            })
        .onSuccess(hush -> bus.publish(new HushChanged(hush)))
        .mapEmpty();
  }

  private String id() {
    var bytes = new byte[4];
    random.nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }
}
