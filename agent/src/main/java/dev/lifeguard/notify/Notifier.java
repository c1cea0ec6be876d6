package dev.lifeguard.notify;

import dev.lifeguard.alert.Alert;
import dev.lifeguard.alert.AlertEvent;
import dev.lifeguard.alert.AlertEvent.AlertAcknowledged;
import dev.lifeguard.alert.AlertEvent.AlertBecameUnknown;
import dev.lifeguard.alert.AlertEvent.AlertCalmed;
import dev.lifeguard.alert.AlertEvent.AlertEscalated;
import dev.lifeguard.alert.AlertEvent.AlertFired;
import dev.lifeguard.alert.AlertEvent.AlertFlapping;
import dev.lifeguard.alert.AlertEvent.AlertPending;
import dev.lifeguard.alert.AlertEvent.AlertRecovering;
import dev.lifeguard.alert.AlertEvent.AlertRelapsed;
import dev.lifeguard.alert.AlertEvent.AlertReminderDue;
import dev.lifeguard.alert.AlertEvent.AlertResolved;
import dev.lifeguard.alert.AlertEvent.AlertSteadied;
import dev.lifeguard.alert.AlertEvent.AlertSuppressed;
import dev.lifeguard.alert.AlertEvent.AlertUnacknowledged;
import dev.lifeguard.alert.AlertEvent.AlertUnsuppressed;
import dev.lifeguard.bus.Bus;
import dev.lifeguard.bus.Subscription;
import dev.lifeguard.diagnosis.CauseFound;
import dev.lifeguard.diagnosis.CauseSettled;
import dev.lifeguard.diagnosis.Confidence;
import dev.lifeguard.diagnosis.Diagnosis;
import dev.lifeguard.diagnosis.Diagnosis.Basis;
import dev.lifeguard.remedy.RemedyEvent.ApprovalNeeded;
import dev.lifeguard.remedy.RemedyEvent.NoteRequested;
import dev.lifeguard.remedy.RemedyEvent.PageRequested;
import dev.lifeguard.remedy.Scene;
import dev.lifeguard.store.Store;
import dev.lifeguard.time.Time;
import dev.lifeguard.time.Timer;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Hears of alerts and sees to it that those concerned are told: once, in order, and of the end
 * whenever they were told of the fire. An event-loop verticle: it never waits. To be deployed
 * before anybody publishes alerts.
 */
public final class Notifier extends VerticleBase {
  private static final Duration DAILY = Duration.ofDays(1);

  private final Bus bus;
  private final Time time;
  private final Journal journal;
  private final Outside outside;
  private final Ways ways;
  private final Teller teller;
  private final Watches watches;
  private final List<Subscription> subscriptions = new ArrayList<>();
  private NotifySettings settings;
  private final Held held;
  private Timer pruning = () -> {};

  /**
   * @param ailment what the agent itself suffers from; while there is any, the dead-man ping keeps
   *     silent
   */
  public Notifier(
      Vertx vertx, Bus bus, Time time, Store store, Supplier<Optional<String>> ailment) {
    this.bus = bus;
    this.time = time;
    this.settings = NotifySettings.none();
    this.journal = new Journal(store);
    this.outside = new Outside(vertx, time);
    var outbox = new Outbox(store);
    this.ways = new Ways(outbox, bus, time);
    this.teller = new Teller(outbox, journal, ways, bus, time);
    this.held = new Held(time, fired -> teller.fired(fired.alert(), fired.because()));
    this.watches =
        new Watches(
            outside,
            bus,
            () ->
                ailment
                    .get()
                    .map(Optional::of)
                    .map(Future::succeededFuture)
                    .orElseGet(outbox::ailment));
  }

  @Override
  public Future<?> start() {
    subscriptions.add(bus.on(AlertEvent.class, this::hear));
    subscriptions.add(bus.on(CauseFound.class, this::found));
    subscriptions.add(bus.on(CauseSettled.class, settled -> held.release(settled.alert())));
    subscriptions.add(bus.on(PageRequested.class, this::page));
    subscriptions.add(bus.on(ApprovalNeeded.class, this::ask));
    subscriptions.add(bus.on(NoteRequested.class, this::note));
    pruning = time.every(DAILY, () -> journal.prune(time.now()));
    return journal.prune(time.now()).otherwiseEmpty();
  }

  @Override
  public Future<?> stop() {
    subscriptions.forEach(Subscription::end);
    pruning.cancel();
    held.end();
    watches.close();
    return ways.close().onComplete(_ -> outside.close());
  }

  /**
   * Tells these from now on, and sends on what waits; to be called once deployed, from any thread.
   */
  public Future<Void> replace(NotifySettings next) {
    return onContext(
        () -> {
          var newcomers = new HashSet<String>();
          next.receivers().forEach(receiver -> newcomers.add(receiver.name()));
          settings.receivers().forEach(receiver -> newcomers.remove(receiver.name()));
          settings = next;
          teller.use(next);
          watches.replace(next);
          return ways.replace(next.receivers(), outside)
              .onSuccess(_ -> teller.tellNewcomers(newcomers));
        });
  }

  /**
   * Brings together what the agent knows of alerts and what receivers know, after a restart; to be
   * called once the alerts were restored, from any thread.
   */
  public void catchUp(List<Alert> alerts, List<Alert> lately) {
    context.runOnContext(_ -> teller.catchUp(alerts, lately));
  }

  /** Why an alert was told, or not, and to whom. From any thread. */
  public Future<List<Telling>> journal(String alert) {
    return journal.of(alert);
  }

  /** Sends a test notice to one receiver; from any thread. */
  public Future<Trial.Result> test(String receiver) {
    return onContext(() -> watches.test(receiver));
  }

  private void page(PageRequested page) {
    var alert = page.cause().flatMap(Scene.Cause::alert);
    teller.summon(teller.summons().page(page), alert, List.of());
  }

  private void ask(ApprovalNeeded asked) {
    teller.summon(teller.summons().question(asked), asked.run().cause().alert(), List.of());
  }

  private void note(NoteRequested note) {
    teller.summon(teller.summons().note(note), note.cause().alert(), note.to());
  }

  /**
   * Fires are held for so long for a better word on their cause than the first. From any thread.
   */
  public void awaitCauses(Duration longest) {
    context.runOnContext(_ -> held.patience(longest));
  }

  private void found(CauseFound found) {
    teller.causes().put(found);
    var settled = isSettled(found.diagnosis());
    found.alert().ifPresent(settled ? held::release : held::heard);
  }

  /** A first word that is not certain may be another one once the way has been walked. */
  private static boolean isSettled(Diagnosis diagnosis) {
    return diagnosis.basis() != Basis.KNOWN_FACTS
        || diagnosis.findings().stream()
            .limit(1)
            .anyMatch(first -> first.confidence() == Confidence.CERTAIN);
  }

  private void hear(AlertEvent event) {
    if (!(event instanceof AlertFired)) held.release(event.alert().id());
    switch (event) {
      case AlertFired fired -> held.hold(fired);
      case AlertUnsuppressed(var alert, var because, _) -> teller.unsuppressed(alert, because);
      case AlertReminderDue(var alert, var because, _) ->
          teller.again(alert, Occasion.REMINDED, alert.message().receivers(), because);
      case AlertEscalated(var alert, _, var receivers, var because, _) ->
          teller.again(alert, Occasion.ESCALATED, receivers, because);
      case AlertAcknowledged(var alert, var because, _) -> teller.taken(alert, because);
      case AlertResolved(var alert, var because, _) -> teller.ended(alert, because);
      case AlertPending _,
          AlertCalmed _,
          AlertRecovering _,
          AlertRelapsed _,
          AlertBecameUnknown _,
          AlertFlapping _,
          AlertSteadied _,
          AlertSuppressed _,
          AlertUnacknowledged _ -> {
        // The same fire goes on, or there is none: nobody need be told.
      }
    }
  }

  private <T> Future<T> onContext(Supplier<Future<T>> action) {
    var done = Promise.<T>promise();
    context.runOnContext(_ -> action.get().onComplete(done));
    return done.future();
  }
}
