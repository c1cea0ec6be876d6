package dev.lifeguard.alert;

import dev.lifeguard.bus.Bus;
import dev.lifeguard.bus.Event;
import dev.lifeguard.bus.Subscription;
import dev.lifeguard.path.PathEvent.PathSwitched;
import dev.lifeguard.rule.Rule;
import dev.lifeguard.rule.RuleEvent;
import dev.lifeguard.rule.RuleSet;
import dev.lifeguard.store.Store;
import dev.lifeguard.time.Time;
import dev.lifeguard.time.Timer;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.VerticleBase;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives the book of alerts a thread, a memory and a place on the bus. An event-loop verticle: it
 * never waits; what it asks of the store comes back later. To be deployed before the rules, so that
 * no verdict is missed.
 */
public final class AlertVerticle extends VerticleBase {
  private static final Duration PRUNE = Duration.ofHours(1);
  private static final Logger log = LoggerFactory.getLogger(AlertVerticle.class);

  private final Bus bus;
  private final Time time;
  private final AlertDesk.Journals journals;
  private final Outlet outlet;
  private final Watched watched;
  private final AlertBook book;
  private final AlertDesk desk;
  private final List<Timer> timers = new ArrayList<>();
  private Subscription subscription = () -> {};
  private Subscription paths = () -> {};

  /**
   * @param watched what was kept for other rules or gateways is resolved
   */
  public AlertVerticle(Bus bus, Time time, Store store, AlertSettings settings, Watched watched) {
    this.bus = bus;
    this.time = time;
    this.journals =
        new AlertDesk.Journals(
            new AlertJournal(store), new IncidentJournal(store), new QuietJournal(store));
    this.outlet = new Outlet(bus);
    this.watched = watched;
    this.book = new AlertBook(time, settings, this::tell);
    this.desk = new AlertDesk(this::ask, book, journals, bus, time);
  }

  /** What is watched, and by which rules, at the start. */
  public record Watched(RuleSet rules, Set<String> gateways) {
    public Watched {
      gateways = Set.copyOf(gateways);
    }
  }

  /** Alerting never waits for storage for long, and not at all for one that is broken. */
  @Override
  public Future<?> start() {
    return takeUp()
        .onFailure(e -> log.error("alerts of before the start cannot be read", e))
        .transform(
            _ -> {
              listen();
              return Future.succeededFuture();
            });
  }

  private Future<Void> takeUp() {
    var now = time.moment();
    var alerts = journals.alerts().restore(now);
    var incidents = journals.incidents().open();
    var last = journals.alerts().last();
    return Future.all(desk.restore(now.wall()), alerts, incidents, last)
        .onSuccess(
            _ -> takeUp(new AlertBook.Kept(alerts.result(), incidents.result(), last.result())))
        .mapEmpty();
  }

  private void takeUp(AlertBook.Kept kept) {
    var byId =
        watched.rules().judged().stream().collect(Collectors.toMap(Rule::id, Function.identity()));
    book.restore(kept, byId);
    book.keepGateways(watched.gateways());
  }

  private void listen() {
    subscription = bus.on(RuleEvent.class, book::hear);
    paths = bus.on(PathSwitched.class, this::note);
    timers.add(time.every(AlertBook.BEAT, this::beat));
    timers.add(time.every(PRUNE, this::prune));
  }

  /** Part of the story, when there is one: the way to a gateway in trouble is another one now. */
  private void note(PathSwitched event) {
    for (var incident : book.incidents())
      if (incident.gateway().equals(event.gateway()))
        journals
            .incidents()
            .jot(incident.id(), "path-switched", event.text(), event.at())
            .onFailure(this::storeFailed);
  }

  private void beat() {
    book.tick();
    journals.alerts().alive(time.now()).onFailure(this::storeFailed);
  }

  private void prune() {
    var now = time.now();
    journals.alerts().prune(now).onFailure(this::storeFailed);
    journals.incidents().prune(now).onFailure(this::storeFailed);
    journals.quiet().prune(now).onFailure(this::storeFailed);
  }

  private void storeFailed(Throwable e) {
    log.error("not written down because={}", e.getMessage());
  }

  private void tell(Event event) {
    switch (event) {
      case AlertEvent alert -> tell(alert);
      case IncidentEvent incident -> tell(incident);
      default -> throw new IllegalStateException("the book tells nothing else: " + event);
    }
  }

  private void tell(AlertEvent event) {
    log.info(
        "alert {} name={} severity={} subject={} because={}",
        event.kind(),
        event.alert().name(),
        event.alert().severity(),
        event.alert().subject(),
        event.because());
    outlet.pass(event, journals.alerts().keep(event));
  }

  private void tell(IncidentEvent event) {
    log.info("incident {} id={} {}", event.kind(), event.incident().id(), event.text());
    outlet.pass(event, journals.incidents().keep(event));
  }

  @Override
  public Future<?> stop() {
    timers.forEach(Timer::cancel);
    subscription.end();
    paths.end();
    return journals.alerts().alive(time.now()).recover(_ -> Future.succeededFuture());
  }

  /** Where people and scripts ask. To be used once deployed. */
  public AlertDesk desk() {
    return desk;
  }

  /** Asks on our own thread, answers on the caller's. */
  private <T> Future<T> ask(Supplier<T> question) {
    var caller = vertx.getOrCreateContext();
    var answer = Promise.<T>promise();
    context.runOnContext(
        _ -> {
          var given = Future.<T>future(promise -> promise.complete(question.get()));
          caller.runOnContext(_ -> given.onComplete(answer));
        });
    return answer.future();
  }
}
