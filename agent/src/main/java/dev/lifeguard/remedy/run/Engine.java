package dev.lifeguard.remedy.run;

import dev.lifeguard.alert.Alert;
import dev.lifeguard.alert.AlertState;
import dev.lifeguard.diagnosis.CauseFound;
import dev.lifeguard.fact.Fact;
import dev.lifeguard.fact.FactValue;
import dev.lifeguard.fact.Observed;
import dev.lifeguard.fact.Subject;
import dev.lifeguard.gateway.GatewayEvent;
import dev.lifeguard.remedy.Breaker;
import dev.lifeguard.remedy.Course;
import dev.lifeguard.remedy.HookResult;
import dev.lifeguard.remedy.RemedyEvent;
import dev.lifeguard.remedy.RemedySettings;
import dev.lifeguard.remedy.RemedySettings.Mode;
import dev.lifeguard.remedy.Run;
import dev.lifeguard.remedy.RunState;
import dev.lifeguard.remedy.run.Admission.Wish;
import dev.lifeguard.remedy.run.Journal.Stop;
import dev.lifeguard.remedy.run.Journal.Try;
import dev.lifeguard.store.Change;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts the parts together: what is heard becomes demands, what the gates let through becomes runs.
 * Everything happens on one context.
 */
final class Engine {
  private static final Logger log = LoggerFactory.getLogger(Engine.class);

  /** Alertmanager repeats itself after four hours unless it is told otherwise. */
  private static final Duration HOOK_REPEATS = Duration.ofHours(12);

  private final Workshop shop;
  private final Memory memory = new Memory();
  private final LiveFacts facts = new LiveFacts();
  private final Alarms alarms = new Alarms();
  private final Pages pages;
  private final Runs runs;
  private final Admission admission;
  private final Demands demands;
  private final OneTimeLink link;
  private boolean begun;

  Engine(Workshop shop, OneTimeLink link) {
    this.shop = shop;
    this.link = link;
    this.pages = new Pages(shop);
    this.runs = new Runs(shop, memory, facts, alarms, pages);
    this.admission = new Admission(shop, memory, facts, alarms);
    this.demands = new Demands(shop, admission, alarms, pages, this::admit);
    runs.questions()
        .frame(new Questions.Framing(this::blastRadius, this::activeWork, this::expired, link::of));
  }

  Workshop shop() {
    return shop;
  }

  Memory memory() {
    return memory;
  }

  Runs runs() {
    return runs;
  }

  Admission admission() {
    return admission;
  }

  Demands demands() {
    return demands;
  }

  OneTimeLink link() {
    return link;
  }

  Future<Void> restore() {
    return memory
        .restore(shop.journal(), shop.now())
        .compose(_ -> shop.journal().prune(shop.now()));
  }

  /** What was known and under way before the start goes on from here. */
  Future<Void> begin(List<Alert> standing) {
    begun = true;
    standing.forEach(alert -> alarms.put(alert, shop.now()));
    memory.stop().ifPresent(this::tellStopped);
    observe();
    return pages
        .restore() // before anything new is owed
        .compose(_ -> shop.journal().open())
        .onSuccess(open -> open.forEach(this::resume))
        .<Void>mapEmpty()
        .onComplete(_ -> alarms.firing().forEach(alert -> demands.add(admission.wishes(alert))));
  }

  private void tellStopped(Stop stop) {
    shop.tell(new RemedyEvent.StopSwitched(true, stop.who(), stop.because(), stop.at()));
  }

  private void resume(Run run) {
    log.info("remedy run taken up id={} remedy={} state={}", run.id(), run.remedy(), run.state());
    var remedy = admission.terms().remedy(run.remedy());
    if (remedy.isPresent() && Course.fits(remedy.get(), run.steps()))
      runs.resume(run, remedy.get());
    else
      runs.abandon(
          run,
          remedy.orElseGet(() -> gone(run)),
          "the agent was stopped meanwhile, and the remedy is another one since");
  }

  private static RemedySettings gone(Run run) {
    var limits =
        new RemedySettings.Limits(
            Duration.ZERO,
            Optional.empty(),
            new RemedySettings.BlastRadius.Count(1),
            List.of(),
            new RemedySettings.BreakerSettings(3, Duration.ofMinutes(30)));
    return new RemedySettings(
        run.remedy(),
        List.of(),
        Optional.empty(),
        Mode.OBSERVE,
        List.of(),
        Optional.empty(),
        List.of(),
        limits,
        Optional.empty(),
        new dev.lifeguard.config.Origin.Default());
  }

  /** Runs that are under way go on as they were planned. */
  void use(Terms terms) {
    admission.use(terms);
    demands.forget();
    if (begun) alarms.firing().forEach(alert -> demands.add(admission.wishes(alert)));
  }

  void hear(Alert alert) {
    alarms.put(alert, shop.now());
    if (alert.state() instanceof AlertState.Firing && begun) demands.add(admission.wishes(alert));
    runs.verification().news(alert.subject().gateway());
  }

  void hear(CauseFound found) {
    alarms.put(found);
    if (!begun) return;
    found.alert().flatMap(alarms::firing).ifPresent(alert -> demands.add(admission.wishes(alert)));
    found.alert().ifPresent(alert -> runs.explain(alert, found.diagnosis()));
    demands.consider(found.gateway());
  }

  void hear(Observed observed) {
    facts.hear(observed);
    runs.verification().news(observed.subject().gateway());
  }

  /** Restarts are counted whoever makes them: the gateway's own limit does not ask either. */
  void hear(GatewayEvent.Restarted restarted) {
    if (!memory.reborn(restarted.gateway(), restarted.at())) return;
    var restart = new Journal.Restart(restarted.gateway(), restarted.at());
    shop.journal()
        .write(List.of(Journal.restarted(restart)))
        .onFailure(e -> log.error("a restart cannot be written down", e));
  }

  void forget(Subject subject) {
    facts.forget(subject);
  }

  /** It counts as firing from now on. */
  HookResult hooked(Alarms.Hooked one) {
    var result = alarms.put(one);
    if (result == HookResult.ACCEPTED) demands.add(admission.wishes(one));
    return result;
  }

  void hookOver(String fingerprint) {
    alarms.over(fingerprint);
  }

  /** Whether any remedy is meant for it. */
  boolean isKnown(Alarms.Hooked one) {
    return !admission.wishes(one).isEmpty();
  }

  /** Time goes by. */
  void beat() {
    if (!begun) return;
    demands.consider();
    for (var one : runs.all())
      if (one.run().state() == RunState.AWAITING_APPROVAL
          && alarms.isGone(one.run().identity().call()))
        runs.refused(one, RunState.EXPIRED, "agent", "the alert is over");
  }

  void prune() {
    memory.prune(shop.now());
    alarms.prune(shop.now(), HOOK_REPEATS);
    admission.prune();
    shop.journal().prune(shop.now()).onFailure(e -> log.error("old runs cannot be dropped", e));
  }

  /** How the breakers stand, as facts for rules and for whoever counts. */
  void observe() {
    var now = shop.now();
    var open = new HashSet<String>();
    for (var ledger : memory.ledgers()) {
      var breaker = ledger.breaker().at(now);
      if (breaker instanceof Breaker.Closed) continue;
      if (breaker instanceof Breaker.Open) open.add(ledger.gateway());
      shop.tell(
          new RemedyEvent.BreakerStands(ledger.remedy(), ledger.gateway(), breaker.code(), now));
    }
    for (var gateway : admission.terms().gateways().keySet())
      observe(gateway, open.contains(gateway), now);
  }

  private void observe(String gateway, boolean open, Instant now) {
    var subject = Subject.gateway(gateway);
    shop.bus().publish(new Observed(subject, Fact.REMEDY_BREAKER, FactValue.of(open), now));
  }

  /** The gates let it through. */
  private void admit(Wish wish) {
    switch (admission.mode(wish.remedy(), wish.subject().gateway())) {
      case OBSERVE -> log.info("remedy only observed name={}", wish.remedy().name());
      case SUGGEST -> propose(wish);
      case APPROVE -> ask(wish);
      case AUTO -> begin(wish);
    }
  }

  Run planned(Wish wish, RunState state, String because) {
    var gateway = wish.subject().gateway();
    var identity =
        new Run.Identity(
            id(),
            wish.remedy().name(),
            wish.subject(),
            wish.call(),
            admission.cause(wish),
            admission.mode(wish.remedy(), gateway));
    return Run.planned(identity, wish.remedy(), state, because, shop.now());
  }

  private String id() {
    var random = RandomGenerator.getDefault().nextInt(36 * 36 * 36);
    return "r"
        + Long.toString(shop.now().toEpochMilli(), 36)
        + "-"
        + Integer.toString(36 * 36 * 36 + random, 36).substring(1);
  }

  private List<Change> tried(Run run) {
    var episode = run.identity().call().episode();
    if (episode.isEmpty()) return List.of();
    var one = new Try(episode, run.remedy(), run.gateway(), run.id(), shop.now());
    memory.put(one);
    return List.of(Journal.tried(one));
  }

  private void propose(Wish wish) {
    var now = shop.now();
    var planned = planned(wish, RunState.PROPOSED, "the mode is suggest: run it by hand");
    var run = planned.at(planned.times().ended(now));
    admission.asked(run);
    var changes = new ArrayList<Change>(tried(run));
    changes.add(Journal.put(run));
    changes.add(Journal.line("proposed", run, Demands.who(wish.call()), run.because(), now));
    shop.journal()
        .write(changes)
        .onFailure(e -> log.error("a suggestion cannot be written down", e))
        .onSuccess(_ -> shop.tell(new RemedyEvent.Proposed(run, now)));
  }

  /** Done when the question is asked. */
  Future<Run> ask(Wish wish) {
    var run = planned(wish, RunState.AWAITING_APPROVAL, "a person must say yes");
    admission.asked(run);
    var one = runs.keep(run, wish.remedy());
    one.despite(wish.despite());
    return runs.questions().ask(one, Questions.USUAL, tried(run)).map(_ -> one.run());
  }

  private void begin(Wish wish) {
    var run = planned(wish, RunState.RUNNING, "");
    runs.begin(run, wish.remedy(), Demands.who(wish.call()), tried(run));
  }

  private String blastRadius(Live one) {
    var need = admission.need(wish(one, Set.of()));
    return need.inNeed() + " of " + need.fleet() + " gateways call for it";
  }

  private String activeWork(Live one) {
    var text = new StringBuilder(Questions.activeWork(facts, one, shop.now()));
    for (var obstacle : admission.obstacles(wish(one, Set.of())))
      text.append("; ").append(obstacle.detail());
    return text.toString();
  }

  static Wish wish(Live one, Set<dev.lifeguard.remedy.Block.Why> despite) {
    return new Wish(one.remedy(), one.run().subject(), one.run().identity().call(), despite);
  }

  private void expired(Live one) {
    runs.refused(one, RunState.EXPIRED, "agent", "nobody answered in time");
  }

  Future<Void> stop(Stop stop) {
    memory.stop(Optional.of(stop));
    runs.stopAll(stop.toString());
    var line = Journal.line("stopped", "", "", stop.who(), stop.because(), stop.at());
    return shop.journal()
        .write(List.of(Journal.stopped(stop), line))
        .onSuccess(_ -> tellStopped(stop));
  }

  Future<Void> resume(String who) {
    var now = shop.now();
    memory.stop(Optional.empty());
    return shop.journal()
        .write(List.of(Journal.resumed(), Journal.line("resumed", "", "", who, "", now)))
        .onSuccess(
            _ -> {
              shop.tell(new RemedyEvent.StopSwitched(false, who, "", now));
              demands.consider();
            });
  }

  void close() {
    runs.close();
  }
}
