package dev.lifeguard.remedy.run;

import dev.lifeguard.remedy.Call;
import dev.lifeguard.remedy.RemedySettings.Verify;
import dev.lifeguard.remedy.Situation.Standing;
import dev.lifeguard.remedy.run.LiveFacts.Lens;
import dev.lifeguard.rule.Truth;
import dev.lifeguard.time.Timer;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;

/**
 * Waits for the facts to say whether a run helped: only what is seen after its last step counts.
 * Asks for looks meanwhile, so that nobody waits for a schedule.
 */
final class Verification {
  /** How long the alert may take to end where the remedy says nothing itself. */
  static final Duration USUAL = Duration.ofMinutes(5);

  private static final Duration LOOK = Duration.ofSeconds(1);
  private static final int QUICK_LOOKS = 10;
  private static final Duration LATER_LOOK = Duration.ofSeconds(10);

  private final Workshop shop;
  private final LiveFacts facts;
  private final Alarms alarms;
  private final BiConsumer<Live, Judgement> judge;
  private final Map<String, Watch> watches = new HashMap<>();

  /** What came of the wait. */
  sealed interface Judgement {
    record Verified(String text) implements Judgement {}

    record NotHelped(String text) implements Judgement {}

    record Unknown(String text) implements Judgement {}
  }

  private record Watch(Live live, List<Timer> timers) {}

  Verification(Workshop shop, LiveFacts facts, Alarms alarms, BiConsumer<Live, Judgement> judge) {
    this.shop = shop;
    this.facts = facts;
    this.alarms = alarms;
    this.judge = judge;
  }

  void watch(Live one) {
    var verify = one.remedy().verify();
    if (verify.isEmpty() && one.run().identity().call() instanceof Call.ByPerson) {
      judge.accept(one, new Judgement.Unknown("it names nothing that could be verified"));
      return;
    }
    var within = verify.map(Verify::within).orElse(USUAL);
    var timers = new java.util.ArrayList<Timer>();
    timers.add(shop.after(within, () -> over(one, within)));
    watches.put(one.run().id(), new Watch(one, timers));
    look(one, 0);
    test(one);
  }

  void forget(Live one) {
    Optional.ofNullable(watches.remove(one.run().id()))
        .ifPresent(watch -> watch.timers().forEach(Timer::cancel));
  }

  /** Something was seen of the gateway, or an alert ended. */
  void news(String gateway) {
    if (watches.isEmpty()) return;
    for (var watch : List.copyOf(watches.values()))
      if (watch.live().run().gateway().equals(gateway)) test(watch.live());
  }

  private void look(Live one, int before) {
    var watch = watches.get(one.run().id());
    if (watch == null) return;
    shop.around().looks().now(one.run().gateway());
    var pause = before < QUICK_LOOKS ? LOOK : LATER_LOOK;
    watch.timers().add(shop.after(pause, () -> look(one, before + 1)));
  }

  private void test(Live one) {
    if (truth(one) != Truth.TRUE) return;
    forget(one);
    judge.accept(one, new Judgement.Verified(told(one)));
  }

  private void over(Live one, Duration within) {
    if (!watches.containsKey(one.run().id())) return;
    var truth = truth(one);
    var text = told(one) + " after " + within.toSeconds() + " s";
    forget(one);
    judge.accept(
        one,
        switch (truth) {
          case TRUE -> new Judgement.Verified(told(one));
          case FALSE -> new Judgement.NotHelped(text);
          case UNKNOWN -> new Judgement.Unknown(text);
        });
  }

  private Truth truth(Live one) {
    var verify = one.remedy().verify();
    if (verify.isPresent()) return facts.test(verify.get().check(), one.run().subject(), lens(one));
    return alarms.standing(one.run().identity().call()) == Standing.OVER
            && alarms.isGone(one.run().identity().call())
        ? Truth.TRUE
        : Truth.UNKNOWN;
  }

  private String told(Live one) {
    return one.remedy()
        .verify()
        .map(
            verify ->
                verify.check() + ": " + facts.told(verify.check(), one.run().subject(), lens(one)))
        .orElse("the alert's end");
  }

  private static Lens lens(Live one) {
    return new Lens(Runs.stepsEnded(one.run()), one.run().identity().cause());
  }
}
