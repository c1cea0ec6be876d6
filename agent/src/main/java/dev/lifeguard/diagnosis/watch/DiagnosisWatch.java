package dev.lifeguard.diagnosis.watch;

import dev.lifeguard.alert.Alert;
import dev.lifeguard.alert.AlertEvent.AlertFired;
import dev.lifeguard.alert.AlertEvent.AlertResolved;
import dev.lifeguard.bus.Bus;
import dev.lifeguard.bus.Subscription;
import dev.lifeguard.diagnosis.CauseFound;
import dev.lifeguard.diagnosis.CauseSettled;
import dev.lifeguard.diagnosis.Confidence;
import dev.lifeguard.diagnosis.Diagnosis;
import dev.lifeguard.diagnosis.DiagnosisJson;
import dev.lifeguard.diagnosis.cause.Reasoning;
import dev.lifeguard.diagnosis.evidence.Evidence;
import dev.lifeguard.diagnosis.evidence.Names;
import dev.lifeguard.diagnosis.evidence.Sign;
import dev.lifeguard.diagnosis.walk.FilesWord;
import dev.lifeguard.diagnosis.walk.Means;
import dev.lifeguard.diagnosis.walk.Way;
import dev.lifeguard.fact.Fact;
import dev.lifeguard.fact.Observed;
import dev.lifeguard.fact.Subject;
import dev.lifeguard.reason.Reason;
import dev.lifeguard.rule.Severity;
import dev.lifeguard.store.Store;
import dev.lifeguard.time.Time;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.VerticleBase;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Diagnoses each alert that fires: at once from what is known, then by a walk. Tells the second
 * only if it says something else, or says it more surely; where neither finds a cause, it walks
 * again later, and where what is known changes, it begins anew. An event-loop verticle; the walks
 * run on threads of their own.
 */
public final class DiagnosisWatch extends VerticleBase {
  private static final Logger log = LoggerFactory.getLogger(DiagnosisWatch.class);

  /** One more attempt with a refused secret would count against us: what was said is enough. */
  private static final Reason[] LEAVE_ALONE = {
    Reason.AUTH_REJECTED,
    Reason.AUTH_LOCKED_OUT,
    Reason.AUTH_CHANGED,
    Reason.PAIRING_REQUIRED,
    Reason.CREDENTIAL_MISSING
  };

  private static final Set<Fact> LATENCIES =
      EnumSet.of(Fact.GATEWAY_LATENCY, Fact.P50_LATENCY, Fact.P95_LATENCY, Fact.P99_LATENCY);

  private static final Set<Fact> REASONS =
      EnumSet.of(Fact.GATEWAY_REASON, Fact.TUNNEL_REASON, Fact.FORWARD_REASON, Fact.SSH_REASON);

  /** Alerts that fire before there is anything to walk with are walked once there is. */
  private static final int MOST_EARLY = 100;

  private final Bus bus;
  private final Time time;
  private final DiagnosisJournal journal;
  private final Function<String, Optional<Way>> ways;
  private final KnownFacts known = new KnownFacts();
  private final Rounds rounds = new Rounds();
  private final Standing standing = new Standing();
  private final Unsolved unsolved;
  private final Map<String, CompletableFuture<Diagnosis>> underWay = new HashMap<>();
  private final List<Subscription> subscriptions = new ArrayList<>();
  private final List<Alert> early = new ArrayList<>();
  private Optional<Means> means = Optional.empty();

  /**
   * @param ways the way in use to each gateway that is watched; asked on any thread
   */
  public DiagnosisWatch(Bus bus, Time time, Store store, Function<String, Optional<Way>> ways) {
    this.bus = bus;
    this.time = time;
    this.journal = new DiagnosisJournal(store);
    this.ways = ways;
    this.unsolved = new Unsolved(time, this::again);
  }

  /**
   * What is asked.
   *
   * @param word what the alert itself says of the way
   */
  private record About(Subject subject, List<Sign> word) {
    static About gateway(String name) {
      return new About(Subject.gateway(name), List.of());
    }

    static About of(Alert alert) {
      var slow = alert.message().about().stream().anyMatch(LATENCIES::contains);
      return new About(
          alert.subject(), slow ? List.of(new Sign.FoundSlow(alert.name())) : List.of());
    }
  }

  @Override
  public Future<?> start() {
    subscriptions.addAll(known.listen(bus));
    subscriptions.add(bus.on(AlertFired.class, fired -> begin(fired.alert())));
    subscriptions.add(bus.on(AlertResolved.class, over -> end(over.alert().id())));
    subscriptions.add(bus.on(Observed.class, this::reconsider));
    return Future.succeededFuture();
  }

  @Override
  public Future<?> stop() {
    subscriptions.forEach(Subscription::end);
    unsolved.end();
    rounds.close();
    return Future.succeededFuture();
  }

  /** Walks with these from now on; before, only what is known is told. From any thread. */
  public void equip(Means next) {
    context.runOnContext(
        _ -> {
          means = Optional.of(next);
          var waiting = List.copyOf(early);
          early.clear();
          waiting.forEach(this::diagnose);
        });
  }

  /** The last diagnosis of a gateway as JSON; empty before there was one. From any thread. */
  public Future<Optional<JsonObject>> latest(String gateway) {
    return journal.latest(gateway);
  }

  /** What follows from what is known now, without a look. Empty: no such gateway. */
  public Future<Optional<JsonObject>> known(String gateway) {
    var done = Promise.<Optional<JsonObject>>promise();
    context.runOnContext(
        _ ->
            done.complete(
                ways.apply(gateway)
                    .map(way -> known(way, About.gateway(gateway), List.of()))
                    .map(DiagnosisJson::write)));
    return done.future();
  }

  /** Walks now, and tells what was found. Empty: no such gateway. From any thread. */
  public Future<Optional<JsonObject>> run(String gateway) {
    var done = Promise.<Optional<JsonObject>>promise();
    context.runOnContext(
        _ -> {
          var way = ways.apply(gateway);
          if (way.isEmpty()) done.complete(Optional.empty());
          else run(way.get(), done);
        });
    return done.future();
  }

  private void run(Way way, Promise<Optional<JsonObject>> done) {
    look(way, About.gateway(way.subject()))
        .onSuccess(
            diagnosis -> {
              tell(Optional.empty(), Optional.empty(), diagnosis);
              done.complete(Optional.of(DiagnosisJson.write(diagnosis)));
            })
        .onFailure(done::fail);
  }

  private void begin(Alert alert) {
    end(alert.id());
    diagnose(alert);
  }

  private void end(String alert) {
    unsolved.end(alert);
    standing.end(alert);
  }

  /** Something fails for another reason now: what fires because of it may have another cause. */
  private void reconsider(Observed seen) {
    if (!REASONS.contains(seen.fact())) return;
    var gateway = seen.subject().gateway();
    for (var alert : standing.of(gateway)) {
      var way = ways.apply(gateway);
      if (way.isEmpty()) return;
      var now = known(way.get(), About.of(alert), List.of());
      if (isCertain(now) && standing.isNews(alert, now.causeCode(), time.now())) diagnose(alert);
    }
  }

  private static boolean isCertain(Diagnosis diagnosis) {
    return diagnosis.findings().stream()
        .limit(1)
        .anyMatch(first -> first.confidence() == Confidence.CERTAIN);
  }

  private void diagnose(Alert alert) {
    var gateway = alert.subject().gateway();
    var way = ways.apply(gateway);
    if (way.isEmpty()) return; // the agent's own, or of a gateway that was just removed
    if (alert.severity() == Severity.INFO) return; // good to know; nobody is called for it
    if (means.isEmpty() && early.size() < MOST_EARLY) early.add(alert);
    files(way.get()).onSuccess(files -> diagnose(alert, way.get(), files));
  }

  private void diagnose(Alert alert, Way way, List<Sign> files) {
    var about = About.of(alert);
    var first = known(way, about, files);
    if (!standing.holds(alert))
      standing.begin(alert, known(way, about, List.of()).causeCode(), time.now());
    tell(Optional.of(alert.id()), alert.episode().incident(), first);
    look(way, about)
        .onSuccess(second -> second(alert, first, second))
        .onFailure(e -> notWalked(alert, way, e))
        .onComplete(_ -> bus.publish(new CauseSettled(alert.id(), time.now())));
  }

  /** Read beside this thread: a file may lie on a disk that is slow to answer. */
  private Future<List<Sign>> files(Way way) {
    if (means.isEmpty()) return Future.succeededFuture(List.of());
    var environment = means.get().environment();
    return vertx
        .executeBlocking(() -> FilesWord.of(environment, way), false)
        .onFailure(e -> log.error("files not read gateway={}", way.subject(), e))
        .otherwise(List.of());
  }

  private Diagnosis known(Way way, About about, List<Sign> files) {
    var now = time.now();
    var signs =
        Stream.of(known.signs(way.subject(), about.subject(), now), about.word(), files)
            .flatMap(List::stream)
            .filter(sign -> !(sign instanceof Sign.Tailnet) || way.leadsThroughTailnet())
            .toList();
    return Diagnoser.known(way.subject(), new Evidence(way.names(), signs), now);
  }

  private void second(Alert alert, Diagnosis first, Diagnosis second) {
    if (first.cause().isEmpty() && second.cause().isEmpty()) unsolved.put(alert);
    if (!Reasoning.changes(first.answer(), second.answer())) return;
    if (second.healthy() && !first.healthy()) {
      log.info("walked well meanwhile gateway={} first={}", second.subject(), first.causeCode());
      return; // it passed by itself: what was known when it fired is the better word
    }
    tell(Optional.of(alert.id()), alert.episode().incident(), second);
  }

  private void notWalked(Alert alert, Way way, Throwable because) {
    log.warn("not walked gateway={} because={}", way.subject(), because.toString());
    unsolved.put(alert);
  }

  private void again(Alert alert) {
    var way = ways.apply(alert.subject().gateway());
    if (way.isEmpty()) unsolved.end(alert.id());
    else
      look(way.get(), About.of(alert))
          .onSuccess(diagnosis -> again(alert, diagnosis))
          .onFailure(e -> notWalked(alert, way.get(), e));
  }

  private void again(Alert alert, Diagnosis diagnosis) {
    if (!unsolved.holds(alert)) return; // it was resolved meanwhile
    if (diagnosis.cause().isEmpty()) unsolved.put(alert);
    else {
      unsolved.end(alert.id());
      tell(Optional.of(alert.id()), alert.episode().incident(), diagnosis);
    }
  }

  /** One walk serves all alerts of a gateway that fire while it is under way. */
  private Future<Diagnosis> look(Way way, About about) {
    var now = time.now();
    var signs = known.signs(way.subject(), about.subject(), now);
    if (means.isEmpty() || new Evidence(Names.NONE, signs).failure(LEAVE_ALONE).isPresent())
      return Future.succeededFuture(known(way, about, List.of()));
    var key = about.toString();
    var walk =
        underWay.computeIfAbsent(
            key, _ -> rounds.walk(means.get(), way.knowing(beside(way, about, now))));
    var told = Promise.<Diagnosis>promise();
    walk.whenComplete(
        (diagnosis, failed) ->
            context.runOnContext(
                _ -> {
                  underWay.remove(key, walk);
                  if (failed == null) told.complete(diagnosis);
                  else told.fail(failed);
                }));
    return told.future();
  }

  private List<Sign> beside(Way way, About about, Instant now) {
    var signs = new ArrayList<>(known.beside(way.subject(), about.subject(), now));
    signs.addAll(about.word());
    return signs;
  }

  private void tell(Optional<String> alert, Optional<String> incident, Diagnosis diagnosis) {
    var found = new CauseFound(alert, incident, diagnosis.subject(), diagnosis, time.now());
    log.info(
        "diagnosed gateway={} cause={} basis={}",
        found.gateway(),
        diagnosis.causeCode(),
        diagnosis.basis().code());
    journal
        .keep(found)
        .onFailure(e -> log.error("a diagnosis is not kept gateway={}", found.gateway(), e));
    bus.publish(found); // whoever hears of it may read it
  }
}
