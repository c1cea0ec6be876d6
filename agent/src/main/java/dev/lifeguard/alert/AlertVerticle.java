package dev.lifeguard.alert;

import dev.lifeguard.bus.Bus;
import dev.lifeguard.bus.Subscription;
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
  private final AlertJournal journal;
  private final Outlet outlet;
  private final Watched watched;
  private final AlertBook book;
  private Subscription subscription = () -> {};
  private final List<Timer> timers = new ArrayList<>();

  /**
   * @param watched what was kept for other rules or gateways is resolved
   */
  public AlertVerticle(Bus bus, Time time, Store store, AlertSettings settings, Watched watched) {
    this.bus = bus;
    this.time = time;
    this.journal = new AlertJournal(store);
    this.outlet = new Outlet(bus);
    this.watched = watched;
    this.book = new AlertBook(time, settings, this::tell);
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
    return journal
        .restore(time.moment())
        .onSuccess(this::takeUp)
        .onFailure(e -> log.error("alerts of before the start cannot be read", e))
        .transform(
            _ -> {
              listen();
              return Future.succeededFuture();
            });
  }

  private void takeUp(AlertJournal.Kept kept) {
    var byId =
        watched.rules().rules().stream().collect(Collectors.toMap(Rule::id, Function.identity()));
    book.restore(kept.alerts(), kept.lastTransition(), byId);
    book.keepGateways(watched.gateways());
  }

  private void listen() {
    subscription = bus.on(RuleEvent.class, book::hear);
    timers.add(time.every(AlertBook.BEAT, this::beat));
    timers.add(time.every(PRUNE, () -> journal.prune(time.now()).onFailure(this::storeFailed)));
  }

  private void beat() {
    book.tick();
    journal.alive(time.now()).onFailure(this::storeFailed);
  }

  private void storeFailed(Throwable e) {
    log.error("the store cannot be written", e);
  }

  private void tell(AlertEvent event) {
    log.info(
        "alert {} name={} severity={} subject={} because={}",
        event.kind(),
        event.alert().name(),
        event.alert().severity(),
        event.alert().subject(),
        event.because());
    outlet.pass(event, journal.keep(event));
  }

  @Override
  public Future<?> stop() {
    timers.forEach(Timer::cancel);
    subscription.end();
    return journal.alive(time.now()).recover(_ -> Future.succeededFuture());
  }

  /** All that is not well, or flaps. From any thread. */
  public Future<List<Alert>> alerts() {
    return ask(book::alerts);
  }

  /** What was resolved, the latest first. From any thread. */
  public Future<List<Alert>> resolved(int most) {
    return journal.resolved(most);
  }

  /** How an alert came where it stands. From any thread. */
  public Future<List<Transition>> transitions(String alert, int most) {
    return journal.transitions(alert, most);
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
