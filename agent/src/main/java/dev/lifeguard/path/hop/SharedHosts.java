package dev.lifeguard.path.hop;

import dev.lifeguard.bus.Bus;
import dev.lifeguard.bus.Subscription;
import dev.lifeguard.fact.Fact;
import dev.lifeguard.fact.FactValue;
import dev.lifeguard.fact.Forgotten;
import dev.lifeguard.fact.Observed;
import dev.lifeguard.fact.Subject;
import dev.lifeguard.path.hop.HostRecord.Finding;
import dev.lifeguard.time.Time;
import dev.lifeguard.time.Timer;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/** Listens to all paths and tells how the hosts stand that several of them begin at. */
public final class SharedHosts extends VerticleBase {
  private static final Duration BEAT = Duration.ofSeconds(15);

  private final Bus bus;
  private final Time time;
  private final Map<String, HostRecord> hosts = new HashMap<>();
  private final Map<String, Finding> told = new HashMap<>();
  private Map<String, String> byGateway = Map.of();
  private Subscription subscription = () -> {};
  private Timer beat = () -> {};

  public SharedHosts(Bus bus, Time time) {
    this.bus = bus;
    this.time = time;
  }

  @Override
  public Future<?> start() {
    subscription = bus.on(Observed.class, this::hear);
    beat = time.every(BEAT, () -> hosts.keySet().forEach(this::tell));
    return Future.succeededFuture();
  }

  @Override
  public Future<?> stop() {
    beat.cancel();
    subscription.end();
    return Future.succeededFuture();
  }

  /**
   * Where paths begin from now on; from any thread, once deployed.
   *
   * @param shared the first host of each gateway that shares it with another one
   */
  public void follow(Map<String, String> shared) {
    var next = Map.copyOf(shared);
    context.runOnContext(_ -> use(next));
  }

  private void use(Map<String, String> shared) {
    if (shared.equals(byGateway)) return;
    byGateway = shared;
    for (var gone : told.keySet())
      if (!shared.containsValue(gone)) bus.publish(new Forgotten(Subject.host(gone), time.now()));
    told.clear();
    hosts.clear();
    var counts = new HashMap<String, Integer>();
    shared.values().forEach(host -> counts.merge(host, 1, Integer::sum));
    counts.forEach((host, gateways) -> hosts.put(host, new HostRecord(gateways)));
  }

  private void hear(Observed seen) {
    var host = byGateway.get(seen.subject().gateway());
    if (host == null || !Witness.mayTell(seen.fact())) return;
    Witness.of(seen)
        .ifPresent(
            witness -> {
              var known = hosts.get(host);
              known.hear(seen.subject().gateway(), witness, time.nanos());
              if (!known.finding().equals(told.get(host))) tell(host);
            });
  }

  private void tell(String host) {
    var finding = hosts.get(host).finding();
    told.put(host, finding);
    switch (finding) {
      case Finding.Up _ -> tell(host, FactValue.of("up"), FactValue.of("none"));
      case Finding.Unreachable(var reason) ->
          tell(host, FactValue.of("unreachable"), FactValue.of(reason.code()));
      case Finding.NotKnown(var because) ->
          tell(host, FactValue.unknown(because), FactValue.unknown(because));
    }
  }

  private void tell(String host, FactValue state, FactValue reason) {
    bus.publish(new Observed(Subject.host(host), Fact.HOST_REASON, reason, time.now()));
    bus.publish(new Observed(Subject.host(host), Fact.HOST_STATE, state, time.now()));
  }
}
