package dev.lifeguard.remedy.run;

import dev.lifeguard.remedy.Ledger;
import dev.lifeguard.remedy.Run;
import dev.lifeguard.remedy.run.Journal.Restart;
import dev.lifeguard.remedy.run.Journal.Stop;
import dev.lifeguard.remedy.run.Journal.Try;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What was done before, as the gates need it; brought back from the journal at the start. For one
 * thread.
 */
final class Memory {
  /** So long after a run alerts on its gateway may still be its doing. */
  private static final Duration AFTERMATH = Duration.ofMinutes(1);

  /** A restart of ours that nobody saw come to anything within this came to nothing. */
  private static final Duration REBIRTH = Duration.ofMinutes(15);

  private final Map<Key, Ledger> ledgers = new HashMap<>();
  private final Map<Episode, Try> tries = new HashMap<>();
  private final Map<String, String> leases = new HashMap<>();
  private final List<Restart> restarts = new ArrayList<>();
  private final Map<String, Instant> unseen = new HashMap<>();
  private final Map<String, List<Effect>> effects = new HashMap<>();
  private Optional<Stop> stop = Optional.empty();

  private record Key(String remedy, String gateway) {}

  private record Episode(String episode, String remedy, String gateway) {}

  /** While this lasts, alerts on the gateway may be the run's own doing. */
  private record Effect(String run, Instant from, Instant until) {
    boolean covers(Instant at) {
      return !at.isBefore(from) && at.isBefore(until);
    }
  }

  Future<Void> restore(Journal journal, Instant now) {
    var kept = journal.ledgers();
    var tried = journal.tries();
    var lately = journal.restarts(now.minus(Duration.ofHours(1)));
    var stopped = journal.stop();
    var recent = journal.latest(Optional.empty(), 200);
    return Future.all(List.of(kept, tried, lately, stopped, recent))
        .onSuccess(
            _ -> {
              kept.result().forEach(this::put);
              tried.result().forEach(this::put);
              restarts.addAll(lately.result());
              stop = stopped.result();
              recent.result().forEach(run -> effect(run));
            })
        .mapEmpty();
  }

  Ledger ledger(String remedy, String gateway) {
    return ledgers.getOrDefault(new Key(remedy, gateway), Ledger.blank(remedy, gateway));
  }

  List<Ledger> ledgers() {
    return List.copyOf(ledgers.values());
  }

  void put(Ledger ledger) {
    ledgers.put(new Key(ledger.remedy(), ledger.gateway()), ledger);
  }

  void put(Try one) {
    tries.put(new Episode(one.episode(), one.remedy(), one.gateway()), one);
  }

  Optional<String> tried(String episode, String remedy, String gateway) {
    return episode.isEmpty()
        ? Optional.empty()
        : Optional.ofNullable(tries.get(new Episode(episode, remedy, gateway))).map(Try::run);
  }

  void prune(Instant now) {
    tries.values().removeIf(one -> one.at().isBefore(now.minus(Journal.KEPT)));
    restarts.removeIf(one -> one.at().isBefore(now.minus(Duration.ofHours(1))));
    effects.values().forEach(list -> list.removeIf(one -> one.until().isBefore(now)));
  }

  Optional<String> lease(String gateway) {
    return Optional.ofNullable(leases.get(gateway));
  }

  void lease(Run run) {
    leases.put(run.gateway(), run.id());
  }

  void release(Run run) {
    leases.remove(run.gateway(), run.id());
  }

  /** A restart of ours. */
  void restarted(String gateway, Instant at) {
    restarts.add(new Restart(gateway, at));
    unseen.put(gateway, at);
  }

  /** It was seen in another life. Whether somebody else did that: then it counts as well. */
  boolean reborn(String gateway, Instant at) {
    var ours = unseen.remove(gateway);
    if (ours != null && ours.plus(REBIRTH).isAfter(at)) return false;
    restarts.add(new Restart(gateway, at));
    return true;
  }

  List<Instant> restarts(String gateway) {
    return restarts.stream().filter(one -> one.gateway().equals(gateway)).map(Restart::at).toList();
  }

  /** From its start until a while after its end, or without end while it acts. */
  void effect(Run run) {
    var from = run.times().startedAt();
    if (from.isEmpty()) return;
    var until = run.times().endedAt().map(end -> end.plus(AFTERMATH)).orElse(Instant.MAX);
    var list = effects.computeIfAbsent(run.gateway(), _ -> new ArrayList<>());
    list.removeIf(one -> one.run().equals(run.id()));
    list.add(new Effect(run.id(), from.get(), until));
  }

  /** The run that may have caused what arose then, as long as that may be so. */
  Optional<String> causeOf(String gateway, Instant arose, Instant now) {
    return effects.getOrDefault(gateway, List.of()).stream()
        .filter(one -> one.covers(arose) && one.covers(now))
        .map(Effect::run)
        .findFirst();
  }

  Optional<Stop> stop() {
    return stop;
  }

  void stop(Optional<Stop> next) {
    stop = next;
  }
}
