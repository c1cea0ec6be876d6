package dev.lifeguard.remedy.run;

import dev.lifeguard.alert.Alert;
import dev.lifeguard.alert.AlertEvent;
import dev.lifeguard.alert.HushChanged;
import dev.lifeguard.bus.Bus;
import dev.lifeguard.bus.Subscription;
import dev.lifeguard.diagnosis.CauseFound;
import dev.lifeguard.fact.Fact;
import dev.lifeguard.fact.Forgotten;
import dev.lifeguard.fact.Observed;
import dev.lifeguard.gateway.GatewayEvent;
import dev.lifeguard.store.Store;
import dev.lifeguard.time.Time;
import dev.lifeguard.time.Timer;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.VerticleBase;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Gives the engine of remedies a thread, a memory and a place on the bus. An event-loop verticle:
 * steps wait elsewhere. To be deployed before alerts are told; it acts only once it was begun.
 */
public final class RemedyVerticle extends VerticleBase {
  private static final Duration BEAT = Duration.ofSeconds(2);
  private static final Duration OBSERVE = Duration.ofSeconds(15);
  private static final Duration PRUNE = Duration.ofHours(1);

  private final Equipment equipment;
  private final List<Subscription> subscriptions = new ArrayList<>();
  private final List<Timer> timers = new ArrayList<>();
  private final Promise<Engine> made = Promise.promise();

  /**
   * What it is made of.
   *
   * @param folder where the key is kept that signs links
   */
  public record Equipment(
      Bus bus, Time time, Store store, StepKinds kinds, Surroundings around, Path folder) {}

  public RemedyVerticle(Equipment equipment) {
    this.equipment = equipment;
  }

  @Override
  public Future<?> start() {
    var bus = equipment.bus();
    var shop =
        new Workshop(
            bus,
            equipment.time(),
            new Journal(equipment.store()),
            equipment.kinds(),
            equipment.around(),
            context);
    var engine = new Engine(shop, OneTimeLink.in(equipment.folder()));
    subscriptions.add(bus.on(AlertEvent.class, event -> engine.hear(event.alert())));
    subscriptions.add(bus.on(CauseFound.class, engine::hear));
    subscriptions.add(bus.on(Observed.class, observed -> hear(engine, observed)));
    subscriptions.add(bus.on(GatewayEvent.Restarted.class, engine::hear));
    subscriptions.add(bus.on(Forgotten.class, gone -> engine.forget(gone.subject())));
    subscriptions.add(bus.on(HushChanged.class, change -> engine.admission().use(change.hush())));
    every(BEAT, engine::beat);
    every(OBSERVE, engine::observe);
    every(PRUNE, engine::prune);
    made.complete(engine);
    return engine.restore();
  }

  /** Its own word is no news to it. */
  private static void hear(Engine engine, Observed observed) {
    if (observed.fact() != Fact.REMEDY_BREAKER) engine.hear(observed);
  }

  private void every(Duration period, Runnable action) {
    timers.add(equipment.time().every(period, () -> context.runOnContext(_ -> action.run())));
  }

  @Override
  public Future<?> stop() {
    subscriptions.forEach(Subscription::end);
    timers.forEach(Timer::cancel);
    made.future().onSuccess(Engine::close);
    return Future.succeededFuture();
  }

  /** These remedies, on these gateways, from now on; from any thread. */
  public Future<Void> replace(Terms terms) {
    return here(
        engine -> {
          engine.use(terms);
          return Future.succeededFuture();
        });
  }

  /**
   * Takes up what was under way before the start, and acts from now on; to be called once, when
   * everything that steps touch is there.
   */
  public Future<Void> begin(List<Alert> standing) {
    return here(engine -> engine.begin(standing));
  }

  /** Where people and programs ask. To be used once deployed. */
  public RemedyDesk desk() {
    return new RemedyDesk(made.future().result());
  }

  private <T> Future<T> here(java.util.function.Function<Engine, Future<T>> task) {
    var done = Promise.<T>promise();
    context.runOnContext(_ -> made.future().compose(task::apply).onComplete(done));
    return done.future();
  }
}
