package dev.lifeguard.diagnosis.check;

import dev.lifeguard.bus.Bus;
import dev.lifeguard.bus.Subscription;
import dev.lifeguard.fact.Fact;
import dev.lifeguard.fact.FactValue;
import dev.lifeguard.fact.Forgotten;
import dev.lifeguard.fact.Observed;
import dev.lifeguard.fact.Subject;
import dev.lifeguard.gateway.GatewayEvent.Reported;
import dev.lifeguard.gateway.GatewayReport;
import dev.lifeguard.rule.Criterion;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.VerticleBase;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;

/** Keeps what the check-ups are made of, as it is told. An event-loop verticle. */
public final class CheckBook extends VerticleBase {
  private final Bus bus;
  private final Map<String, GatewayReport> reports = new TreeMap<>();
  private final Map<Subject, Map<Fact, FactValue>> facts = new HashMap<>();
  private final List<Subscription> subscriptions = new ArrayList<>();
  private List<Criterion> criteria = List.of();

  public CheckBook(Bus bus) {
    this.bus = bus;
  }

  @Override
  public Future<?> start() {
    subscriptions.add(bus.on(Reported.class, told -> reports.put(told.gateway(), told.report())));
    subscriptions.add(bus.on(Observed.class, this::note));
    subscriptions.add(bus.on(Forgotten.class, this::forget));
    return Future.succeededFuture();
  }

  @Override
  public Future<?> stop() {
    subscriptions.forEach(Subscription::end);
    return Future.succeededFuture();
  }

  /** Judges by these from now on; from any thread, once deployed. */
  public void replace(List<Criterion> next) {
    context.runOnContext(_ -> criteria = List.copyOf(next));
  }

  /** The check-ups of these gateways that were heard of; of all, when none is named. */
  public Future<List<CheckUp>> checkUps(Collection<String> gateways) {
    return ask(
        () ->
            reports.values().stream()
                .filter(report -> gateways.isEmpty() || gateways.contains(report.gateway()))
                .map(report -> CheckUps.of(report, facts, criteria))
                .toList());
  }

  /** The latest reports. From any thread. */
  public Future<List<GatewayReport>> reports() {
    return ask(() -> List.copyOf(reports.values()));
  }

  private void note(Observed seen) {
    facts
        .computeIfAbsent(seen.subject(), _ -> new EnumMap<>(Fact.class))
        .put(seen.fact(), seen.value());
  }

  private void forget(Forgotten gone) {
    facts.keySet().removeIf(subject -> subject.within(gone.subject()));
    if (gone.subject().labels().isEmpty()) reports.remove(gone.subject().gateway());
  }

  private <T> Future<T> ask(Supplier<T> question) {
    var answer = Promise.<T>promise();
    var caller = vertx.getOrCreateContext();
    context.runOnContext(
        _ -> {
          var given = question.get();
          caller.runOnContext(_ -> answer.complete(given));
        });
    return answer.future();
  }
}
