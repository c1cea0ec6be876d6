package dev.lifeguard.remedy.run;

import dev.lifeguard.fact.Subject;
import dev.lifeguard.remedy.Block;
import dev.lifeguard.remedy.Block.Why;
import dev.lifeguard.remedy.Call;
import dev.lifeguard.remedy.Petition;
import dev.lifeguard.remedy.RemedyEvent;
import dev.lifeguard.remedy.RemedyEvent.PageRequested;
import dev.lifeguard.remedy.RemedySettings.Mode;
import dev.lifeguard.remedy.Scene;
import dev.lifeguard.remedy.run.Admission.Wish;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What alerts call for and was not done yet: asked of the gates at once, and again as long as the
 * alert fires. Belongs to the engine's context.
 */
final class Demands {
  private static final Logger log = LoggerFactory.getLogger(Demands.class);

  /** Alerts that fire together are to be seen together, before anything is done about one. */
  static final Duration SETTLE = Duration.ofMillis(300);

  /** A storm that is not over within this is paged once more. */
  private static final Duration STORM = Duration.ofMinutes(10);

  /** More demands than this are not looked after; alerts are bounded long before. */
  private static final int BOUND = 100_000;

  private final Workshop shop;
  private final Admission admission;
  private final Alarms alarms;
  private final Pages pages;
  private final Consumer<Wish> admit;
  private final Map<Key, Demand> demands = new LinkedHashMap<>();
  private final Map<About, Told> told = new HashMap<>();
  private Optional<Instant> stormUntil = Optional.empty();
  private boolean settling;

  private record Key(String remedy, String subject, String episode) {}

  /** One wish, and what was said of it so far. */
  private static final class Demand {
    final Wish wish;
    final Instant notBefore;
    final Told told;
    boolean looking;

    Demand(Wish wish, Instant notBefore, Told told) {
      this.wish = wish;
      this.notBefore = notBefore;
      this.told = told;
    }
  }

  private record About(String remedy, Subject subject) {
    static About of(Wish wish) {
      return new About(wish.remedy().name(), wish.subject());
    }
  }

  /** What was said already of a remedy there, however many alerts call for it. */
  private static final class Told {
    final Set<Why> reasons = EnumSet.noneOf(Why.class);
    int demands;
  }

  Demands(Workshop shop, Admission admission, Alarms alarms, Pages pages, Consumer<Wish> admit) {
    this.shop = shop;
    this.admission = admission;
    this.alarms = alarms;
    this.pages = pages;
    this.admit = admit;
  }

  void add(List<Wish> wishes) {
    var before = demands.size();
    for (var wish : wishes)
      if (demands.size() < BOUND) demands.computeIfAbsent(key(wish), _ -> demand(wish));
    if (demands.size() > before && !settling) settle();
  }

  /** One look for all that come together, however many they are. */
  private void settle() {
    settling = true;
    shop.after(
        SETTLE,
        () -> {
          settling = false;
          consider();
        });
  }

  private Demand demand(Wish wish) {
    var now = shop.now();
    var said = told.computeIfAbsent(About.of(wish), _ -> new Told());
    said.demands++;
    var demand = new Demand(wish, admission.notBefore(wish, now), said);
    var rest = Duration.between(now, demand.notBefore);
    if (rest.compareTo(SETTLE) > 0) shop.after(rest, () -> consider(demand));
    return demand;
  }

  private static Key key(Wish wish) {
    return new Key(wish.remedy().name(), wish.subject().toString(), wish.call().episode());
  }

  /** The remedies are others now. */
  void forget() {
    demands.clear();
    told.clear();
  }

  private void drop(Demand demand) {
    if (demands.remove(key(demand.wish)) != null && --demand.told.demands == 0)
      told.remove(About.of(demand.wish), demand.told);
  }

  /** Asks the gates for everything that is still called for. */
  void consider() {
    for (var demand : List.copyOf(demands.values())) consider(demand);
  }

  /** Something is known of this gateway that was not known before. */
  void consider(String gateway) {
    for (var demand : List.copyOf(demands.values()))
      if (demand.wish.subject().gateway().equals(gateway)) consider(demand);
  }

  private void consider(Demand demand) {
    if (demand.looking || !demands.containsKey(key(demand.wish))) return;
    if (alarms.isGone(demand.wish.call())) {
      drop(demand);
      return;
    }
    var block = admission.decide(demand.wish, Petition.Standing.NEW);
    if (block.isPresent()) blocked(demand, block.get());
    else if (shop.now().isBefore(demand.notBefore)) return; // rings when it is time
    else if (admission.needsLook(demand.wish)) look(demand);
    else {
      drop(demand);
      admit.accept(demand.wish);
    }
  }

  private void look(Demand demand) {
    demand.looking = true;
    look(
        demand.wish,
        () -> {
          demand.looking = false;
          consider(demand);
        });
  }

  /** Looks closely at the gateway, then goes on. */
  void look(Wish wish, Runnable then) {
    var gateway = wish.subject().gateway();
    var look = new CloseLook(shop, admission.facts(), gateway);
    var cause =
        new Scene.Cause(
            "", wish.remedy().name(), wish.subject(), Optional.empty(), Optional.empty());
    shop.aside("remedy-look-" + gateway, () -> look.obstacles(wish.remedy(), cause))
        .future()
        .otherwise(e -> List.of(new Block(Why.ALIVE, "nobody could look: " + e.getMessage())))
        .onSuccess(
            found -> {
              admission.looked(wish, found);
              then.run();
            });
  }

  private void blocked(Demand demand, Block block) {
    if (block.why() == Why.SAME_EPISODE) drop(demand);
    if (!demand.told.reasons.add(block.why())) return;
    var wish = demand.wish;
    var now = shop.now();
    log.info(
        "remedy blocked name={} subject={} reason={} because={}",
        wish.remedy().name(),
        wish.subject(),
        block.why(),
        block.detail());
    shop.tell(
        new RemedyEvent.Blocked(wish.remedy().name(), wish.subject(), wish.call(), block, now));
    var line =
        Journal.line(
            "blocked",
            wish.remedy().name(),
            wish.subject().gateway(),
            who(wish.call()),
            block.why() + ": " + block.detail(),
            now);
    var page = page(wish, block, now);
    if (page.isPresent()) pages.send(page.get(), line);
    else
      shop.journal()
          .write(List.of(line))
          .onFailure(e -> log.error("the audit cannot be written", e));
  }

  static String who(Call call) {
    return switch (call) {
      case Call.ByAlert alert -> "alert:" + alert.name();
      case Call.ByWebhook alert -> "alertmanager:" + alert.name();
      case Call.ByPerson(var who) -> who;
    };
  }

  /** What a person must know: too much is broken at once, or the budget is used up. */
  private Optional<PageRequested> page(Wish wish, Block block, Instant now) {
    if (admission.mode(wish.remedy(), wish.subject().gateway()).compareTo(Mode.APPROVE) < 0)
      return Optional.empty();
    return switch (block.why()) {
      case BLAST_RADIUS -> storm(wish, block, now);
      case BUDGET -> Optional.of(gaveUp(wish, block, now));
      case STOPPED,
          NOT_FIRING,
          SAME_EPISODE,
          WHEN,
          OBSERVE,
          MAINTENANCE,
          BLOCKER,
          OWN_ACTION,
          BREAKER,
          COOLDOWN,
          LEASE,
          ACTIVE_RUNS,
          ALIVE,
          SUPERVISOR,
          FUTILE ->
          Optional.empty();
    };
  }

  /** One page for the whole storm, however many gateways and remedies it concerns. */
  private Optional<PageRequested> storm(Wish wish, Block block, Instant now) {
    var raging = stormUntil.filter(now::isBefore).isPresent();
    stormUntil = Optional.of(now.plus(STORM));
    if (raging) return Optional.empty();
    return Optional.of(
        new PageRequested(
            "storm-" + now.toEpochMilli(),
            Subject.AGENT,
            "too much is down at once: nothing is repaired",
            wish.remedy().name() + ": " + block.detail() + "; look for what they have in common",
            Optional.empty(),
            now));
  }

  private static PageRequested gaveUp(Wish wish, Block block, Instant now) {
    var remedy = wish.remedy().name();
    var gateway = wish.subject().gateway();
    return new PageRequested(
        "budget-" + remedy + "-" + gateway + "-" + now.toEpochMilli(),
        wish.subject(),
        remedy + " gave up on " + gateway,
        "its budget is used up: " + block.detail(),
        Optional.empty(),
        now);
  }
}
