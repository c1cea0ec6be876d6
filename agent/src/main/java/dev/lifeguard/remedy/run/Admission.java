package dev.lifeguard.remedy.run;

import dev.lifeguard.alert.Alert;
import dev.lifeguard.alert.Hush;
import dev.lifeguard.alert.Quiet;
import dev.lifeguard.fact.Fact;
import dev.lifeguard.fact.FactValue;
import dev.lifeguard.fact.Subject;
import dev.lifeguard.remedy.Block;
import dev.lifeguard.remedy.Block.Why;
import dev.lifeguard.remedy.Breaker;
import dev.lifeguard.remedy.Call;
import dev.lifeguard.remedy.GateAnswer;
import dev.lifeguard.remedy.Gates;
import dev.lifeguard.remedy.Petition;
import dev.lifeguard.remedy.Petition.Harm;
import dev.lifeguard.remedy.Petition.Standing;
import dev.lifeguard.remedy.RemedyEvent;
import dev.lifeguard.remedy.RemedySettings;
import dev.lifeguard.remedy.RemedySettings.Mode;
import dev.lifeguard.remedy.Run;
import dev.lifeguard.remedy.Situation;
import dev.lifeguard.remedy.run.LiveFacts.Lens;
import dev.lifeguard.rule.Truth;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Gathers what the gates judge by, and asks them. Knows the present; decides nothing. Belongs to
 * the engine's context.
 */
final class Admission {
  private static final Duration ACTIVE_RUNS_FRESH = Duration.ofMinutes(2);

  /** What was found when looking closely counts for so long. */
  private static final Duration LOOK_FRESH = Duration.ofSeconds(30);

  private static final Duration QUIET_FRESH = Duration.ofSeconds(1);

  private final Workshop shop;
  private final Memory memory;
  private final LiveFacts facts;
  private final Alarms alarms;
  private final Map<Place, Looked> looked = new HashMap<>();
  private Terms terms = Terms.NONE;
  private Hush hush = Hush.NONE;
  private final AskedAlready askedAlready = new AskedAlready();
  private Optional<Asked> asked = Optional.empty();

  /** The calendar is not walked for every wish. */
  private record Asked(Quiet quiet, Instant at) {}

  /** Who keeps a channel says nothing of who keeps its gateway. */
  private record Place(String remedy, Subject subject) {
    static Place of(Wish wish) {
      return new Place(wish.remedy().name(), wish.subject());
    }
  }

  /** What was found when looking closely. */
  private record Looked(List<Block> obstacles, Instant at) {}

  /** What is asked for: this remedy, for this subject. */
  record Wish(RemedySettings remedy, Subject subject, Call call, Set<Why> despite) {
    Wish {
      despite = Set.copyOf(despite);
    }
  }

  Admission(Workshop shop, Memory memory, LiveFacts facts, Alarms alarms) {
    this.shop = shop;
    this.memory = memory;
    this.facts = facts;
    this.alarms = alarms;
  }

  void use(Terms next) {
    terms = next;
  }

  void use(Hush next) {
    hush = next;
    asked = Optional.empty();
  }

  private Quiet quiet(Instant now) {
    var known = asked.filter(one -> one.at().plus(QUIET_FRESH).isAfter(now));
    var current = known.orElseGet(() -> new Asked(hush.at(now), now));
    asked = Optional.of(current);
    return current.quiet();
  }

  void prune() {
    askedAlready.prune(alarms::stands);
  }

  /** People were asked or told of it. */
  void asked(Run run) {
    askedAlready.put(run);
  }

  LiveFacts facts() {
    return facts;
  }

  Terms terms() {
    return terms;
  }

  /** How much it may do there by itself; a step that asks first makes people be asked. */
  Mode mode(RemedySettings remedy, String gateway) {
    var mode = terms.mode(remedy, gateway);
    return mode == Mode.AUTO && shop.kinds().asksFirst(remedy).isPresent() ? Mode.APPROVE : mode;
  }

  List<GateAnswer> answers(Wish wish, Standing standing) {
    return Gates.ask(petition(wish, standing), situation(wish, standing));
  }

  Optional<Block> decide(Wish wish, Standing standing) {
    return Gates.decide(petition(wish, standing), situation(wish, standing));
  }

  /** Whether the gateway must be looked at closely before the gates can answer. */
  boolean needsLook(Wish wish) {
    var kinds = shop.kinds();
    if (!isRestart(wish) && !kinds.looksFirst(wish.remedy())) return false;
    return look(wish).isEmpty();
  }

  /** What is too old says nothing any more, neither way. */
  private Optional<Looked> look(Wish wish) {
    return Optional.ofNullable(looked.get(Place.of(wish)))
        .filter(last -> !last.at().isBefore(shop.now().minus(LOOK_FRESH)));
  }

  private boolean isRestart(Wish wish) {
    return shop.kinds().harm(wish.remedy()) != Harm.NONE;
  }

  /**
   * Before this, nobody can know who else falls: a restart is never so urgent. Trouble that stood
   * for a while before its alert fired was seen long enough.
   */
  Instant notBefore(Wish wish, Instant asked) {
    if (!isRestart(wish)) return asked;
    var arose = alarms.arose(wish.call()).filter(asked::isAfter).orElse(asked);
    return arose.plus(CloseLook.LEAST);
  }

  /** What was found there lately that speaks against a restart. */
  List<Block> obstacles(Wish wish) {
    return look(wish).map(Looked::obstacles).orElse(List.of());
  }

  void looked(Wish wish, List<Block> obstacles) {
    looked.values().removeIf(old -> old.at().isBefore(shop.now().minus(LOOK_FRESH)));
    looked.put(Place.of(wish), new Looked(obstacles, shop.now()));
  }

  Optional<String> cause(Wish wish) {
    return alarms.cause(wish.call(), wish.subject().gateway(), shop.now());
  }

  private Petition petition(Wish wish, Standing standing) {
    return new Petition(
        wish.remedy(),
        wish.call(),
        mode(wish.remedy(), wish.subject().gateway()),
        shop.kinds().harm(wish.remedy()),
        standing,
        wish.despite());
  }

  private Situation situation(Wish wish, Standing standing) {
    var gateway = wish.subject().gateway();
    var now = shop.now();
    return new Situation(
        memory.stop().map(Object::toString),
        alarm(wish, now),
        when(wish, now),
        quiet(wish, now),
        need(wish),
        ledger(wish, now),
        new Situation.Work(
            lease(wish, standing),
            activeRuns(wish.subject(), now),
            memory.restarts(gateway),
            obstacles(wish)),
        now);
  }

  private Optional<String> lease(Wish wish, Standing standing) {
    var gateway = wish.subject().gateway();
    var atWork = memory.lease(gateway).map(run -> "run " + run + " is at work on " + gateway);
    if (standing == Standing.APPROVED || wish.call() instanceof Call.ByPerson) return atWork;
    return atWork.or(
        () ->
            askedAlready
                .by(wish, alarms::stands)
                .map(run -> "people were asked or told of the same already, as run " + run));
  }

  private Situation.Alarm alarm(Wish wish, Instant now) {
    var gateway = wish.subject().gateway();
    return new Situation.Alarm(
        alarms.standing(wish.call()),
        memory.tried(wish.call().episode(), wish.remedy().name(), gateway),
        alarms.arose(wish.call()).flatMap(at -> memory.causeOf(gateway, at, now)));
  }

  private Truth when(Wish wish, Instant now) {
    var lens = new Lens(now.minus(Runs.FRESH), cause(wish));
    return wish.remedy()
        .when()
        .map(condition -> facts.test(condition, wish.subject(), lens))
        .orElse(Truth.TRUE);
  }

  private Situation.Quiet quiet(Wish wish, Instant now) {
    var gateway = wish.subject().gateway();
    var labels = new TreeMap<String, String>();
    Optional.ofNullable(terms.gateways().get(gateway)).ifPresent(it -> labels.putAll(it.labels()));
    labels.put("gateway", gateway);
    var windows =
        new java.util.ArrayList<>(
            quiet(now).maintenance(labels).stream().map(Object::toString).toList());
    windows.addAll(alarms.suppressions(wish.call()));
    return new Situation.Quiet(
        windows.stream().distinct().toList(),
        alarms.firing(gateway, wish.remedy().limits().blockers()));
  }

  Situation.Need need(Wish wish) {
    var inNeed = alarms.inNeed(wish.remedy().trigger(), shop.now());
    var more = inNeed.contains(wish.subject().gateway()) ? 0 : 1;
    return new Situation.Need(inNeed.size() + more, Math.max(1, terms.gateways().size()));
  }

  /** The pause of a breaker may be over: that is said once. */
  private dev.lifeguard.remedy.Ledger ledger(Wish wish, Instant now) {
    var gateway = wish.subject().gateway();
    var ledger = memory.ledger(wish.remedy().name(), gateway);
    var next = ledger.breaker().at(now);
    if (next.equals(ledger.breaker())) return ledger;
    var half = ledger.with(next);
    memory.put(half);
    if (next instanceof Breaker.HalfOpen)
      shop.tell(new RemedyEvent.BreakerHalfOpened(wish.remedy().name(), gateway, now));
    return half;
  }

  private FactValue activeRuns(Subject subject, Instant now) {
    return facts.value(
        Subject.gateway(subject.gateway()), Fact.ACTIVE_RUNS, now.minus(ACTIVE_RUNS_FRESH));
  }

  /** The wishes that an alert of ours gives reason to. */
  List<Wish> wishes(Alert alert) {
    return terms.remedies().stream()
        .filter(remedy -> alarms.calls(remedy.trigger(), alert))
        .map(remedy -> new Wish(remedy, alert.subject(), Alarms.call(alert), Set.of()))
        .toList();
  }

  /** The wishes that an alert of Alertmanager gives reason to. */
  List<Wish> wishes(Alarms.Hooked hooked) {
    return terms.remedies().stream()
        .filter(remedy -> remedy.trigger().stream().anyMatch(it -> it.isFor(hooked.call())))
        .map(remedy -> new Wish(remedy, hooked.subject(), hooked.call(), Set.of()))
        .toList();
  }
}
