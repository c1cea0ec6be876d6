package dev.lifeguard.rule.watch;

import dev.lifeguard.bus.Bus;
import dev.lifeguard.bus.Subscription;
import dev.lifeguard.fact.Forgotten;
import dev.lifeguard.fact.Observed;
import dev.lifeguard.rule.RuleSet;
import dev.lifeguard.time.Time;
import dev.lifeguard.time.Timer;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Gives the rules a thread and a place on the bus. An event-loop verticle: it never waits. */
public final class RuleVerticle extends VerticleBase {
  private final Bus bus;
  private final Time time;
  private final RuleWatch watch;
  private final List<Subscription> subscriptions = new ArrayList<>();
  private Timer beat = () -> {};

  public RuleVerticle(Bus bus, Time time, Freshness freshness) {
    this.bus = bus;
    this.time = time;
    this.watch = new RuleWatch(time, freshness, bus::publish);
  }

  @Override
  public Future<?> start() {
    subscriptions.add(bus.on(Observed.class, watch::hear));
    subscriptions.add(bus.on(Forgotten.class, forgotten -> watch.forget(forgotten.subject())));
    beat = time.every(RuleWatch.BEAT, watch::sweep);
    return Future.succeededFuture();
  }

  @Override
  public Future<?> stop() {
    beat.cancel();
    subscriptions.forEach(Subscription::end);
    return Future.succeededFuture();
  }

  /** Judges by these rules from now on; to be called once deployed, from any thread. */
  public void replace(RuleSet rules, Map<String, Map<String, String>> gatewayLabels) {
    context.runOnContext(_ -> watch.replace(rules, gatewayLabels));
  }
}
