package dev.lifeguard.notify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.alert.AlertEvent.AlertAcknowledged;
import dev.lifeguard.alert.AlertEvent.AlertEscalated;
import dev.lifeguard.alert.AlertEvent.AlertFired;
import dev.lifeguard.alert.AlertEvent.AlertReminderDue;
import dev.lifeguard.alert.AlertEvent.AlertUnsuppressed;
import dev.lifeguard.alert.FollowUp;
import dev.lifeguard.bus.Bus;
import dev.lifeguard.diagnosis.CauseSettled;
import dev.lifeguard.diagnosis.Confidence;
import dev.lifeguard.fact.Subject;
import dev.lifeguard.notify.Alerts.Scene;
import dev.lifeguard.notify.Notice.Told;
import dev.lifeguard.notify.NotifySettings.Watch;
import dev.lifeguard.notify.Telling.Outcome;
import dev.lifeguard.reason.Reason;
import dev.lifeguard.remedy.Call;
import dev.lifeguard.remedy.RemedyEvent.ApprovalNeeded;
import dev.lifeguard.remedy.RemedyEvent.PageRequested;
import dev.lifeguard.remedy.RemedySettings;
import dev.lifeguard.remedy.Run;
import dev.lifeguard.remedy.RunState;
import dev.lifeguard.store.Store;
import dev.lifeguard.time.RealTime;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.net.URI;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NotifierTest {
  private static final Scene GATEWAY = Scene.of("gateway_down", "home", "ops");

  /** What a receiver was told. */
  private record Said(String receiver, Notice notice) {
    Told alert() {
      return notice.alerts().getFirst();
    }

    String text() {
      return receiver + " " + alert().occasion();
    }
  }

  @TempDir Path folder;

  private final Vertx vertx = Vertx.vertx();
  private final RealTime time = new RealTime(vertx);
  private final Bus bus = new Bus(vertx);
  private final BlockingQueue<Said> said = new LinkedBlockingQueue<>();
  private final BlockingQueue<Telling> decided = new LinkedBlockingQueue<>();
  private volatile boolean down;
  private Store store;
  private Notifier notifier;
  private String deployment;

  @BeforeEach
  void listen() {
    bus.on(NotifyEvent.TellingDecided.class, event -> decided.add(event.telling()));
    start("ops", "admin");
  }

  @AfterEach
  void end() {
    stop();
    await(vertx.close());
  }

  @Test
  void tellsTheFireAndItsEndToThoseWhomTheRuleNames() {
    bus.publish(GATEWAY.fired(time.moment()));
    var fire = next();
    assertThat(fire.text()).isEqualTo("ops FIRED");
    assertThat(fire.notice().link()).contains("https://lifeguard.example/#/incidents/7");
    assertThat(new Wording(Language.EN, ZoneOffset.UTC).lines(fire.notice()))
        .anyMatch(line -> line.startsWith("P0 FIRING: gateway_down"))
        .contains(
            "  first: look at the log",
            "  runbook: https://example.org/runbook",
            "  seen: error_rate = 7 %",
            "Incident: https://lifeguard.example/#/incidents/7");
    bus.publish(GATEWAY.resolved(time.moment()));
    assertThat(next().text()).isEqualTo("ops RESOLVED");
    assertQuiet();
  }

  @Test
  void waitsAMomentForTheCauseAndTellsItWithItsFix() {
    notifier.awaitCauses(java.time.Duration.ofSeconds(20));
    bus.publish(GATEWAY.fired(time.moment()));
    bus.publish(CausesFound.of(GATEWAY.id(), Reason.KEY_PERMISSION, time.now()));
    var fire = next();
    assertThat(fire.alert().annotation("cause")).contains("key_permission");
    assertThat(fire.alert().annotation("fix")).contains("$ chmod 600 <key>");
    assertThat(new Wording(Language.EN, ZoneOffset.UTC).lines(fire.notice()))
        .contains("  cause: key_permission", "  fix: $ chmod 600 <key>");
  }

  /** The gateway answers nothing: what the walk says of it may be another cause. */
  @Test
  void waitsForTheWalkWhereTheFirstWordIsNotCertain() {
    notifier.awaitCauses(java.time.Duration.ofSeconds(20));
    bus.publish(GATEWAY.fired(time.moment()));
    bus.publish(CausesFound.of(GATEWAY.id(), Reason.REFUSED, Confidence.LIKELY, time.now()));
    assertQuiet();
    bus.publish(new CauseSettled(GATEWAY.id(), time.now()));
    assertThat(next().alert().annotation("cause")).contains("refused");
  }

  @Test
  void neverWaitsLongForTheCause() {
    notifier.awaitCauses(java.time.Duration.ofMillis(50));
    bus.publish(GATEWAY.fired(time.moment()));
    assertThat(next().text()).isEqualTo("ops FIRED");
  }

  @Test
  void tellsTheFireBeforeItsEndThoughTheCauseIsNotKnown() {
    notifier.awaitCauses(java.time.Duration.ofMinutes(5));
    bus.publish(GATEWAY.fired(time.moment()));
    bus.publish(GATEWAY.resolved(time.moment()));
    assertThat(next().text()).isEqualTo("ops FIRED");
    assertThat(next().text()).isEqualTo("ops RESOLVED");
  }

  @Test
  void tellsThoseOfTheAlertOfARemedysPageOnceAndOfNoEnd() {
    bus.publish(GATEWAY.fired(time.moment()));
    assertThat(next().text()).isEqualTo("ops FIRED");
    bus.publish(page(GATEWAY.firing(time.moment()).id()));
    var page = next();
    assertThat(page.text()).isEqualTo("ops SUMMONED");
    assertThat(page.alert().key()).isEqualTo("remedy-run-r1");
    assertThat(new Wording(Language.EN, ZoneOffset.UTC).lines(page.notice()))
        .anyMatch(line -> line.startsWith("P0 PLEASE COME: remedy_page"))
        .contains("  mend gave up on home", "  first: lifeguard remedy show r1");
    bus.publish(GATEWAY.resolved(time.moment()));
    assertThat(next().text()).isEqualTo("ops RESOLVED");
    assertQuiet();
  }

  private PageRequested page(String alert) {
    var home = Subject.gateway("home");
    var cause =
        new dev.lifeguard.remedy.Scene.Cause(
            "r1", "mend", home, Optional.of(alert), Optional.empty());
    return new PageRequested(
        "run-r1", home, "mend gave up on home", "again", Optional.of(cause), time.now());
  }

  @Test
  void givesTheOneTimeLinkToWhoeverIsAsked() {
    var now = time.now();
    var identity =
        new Run.Identity(
            "r1",
            "mend",
            Subject.gateway("home"),
            new Call.ByPerson("cli:ada"),
            Optional.empty(),
            RemedySettings.Mode.APPROVE);
    var question = new Run.Question("1. run: x", "-a\n+b", "1 of 2", "no runs", now);
    var run =
        new Run(
            identity,
            RunState.AWAITING_APPROVAL,
            "",
            List.of(),
            Map.of(),
            Optional.of(new Run.Approval(question, Optional.empty())),
            new Run.Times(now, Optional.empty(), Optional.empty(), Optional.empty()));
    bus.publish(new ApprovalNeeded(run, "/approve/r1.signature", now));
    var asked = List.of(next(), next()).getFirst();
    assertThat(asked.alert().annotation("first").orElseThrow())
        .startsWith("https://lifeguard.example/approve/r1.signature (once)");
    assertThat(asked.alert().annotation("evidence").orElseThrow()).contains("1. run: x", "+b");
  }

  @Test
  void namesThatNobodyCarriesMeanEverybody() {
    bus.publish(Scene.of("gateway_down", "home", "whoever").fired(time.moment()));
    assertThat(List.of(next().receiver(), next().receiver()))
        .containsExactlyInAnyOrder("ops", "admin");
    assertThat(decision().because()).contains("whoever is nobody; so all are told");
  }

  @Test
  void whatIsSuppressedIsWithheldAndThenItsEndIsNoNews() {
    var silence = Alerts.silence(time.now().plusSeconds(60));
    var at = time.moment();
    bus.publish(new AlertFired(GATEWAY.firing(at, silence), "down", at));
    assertThat(decision())
        .returns(Outcome.WITHHELD, Telling::outcome)
        .returns("silence ada: we know", Telling::because);
    bus.publish(GATEWAY.resolved(time.moment()));
    assertQuiet();
    bus.publish(GATEWAY.fired(time.moment()));
    assertThat(next().text()).isEqualTo("ops FIRED");
  }

  @Test
  void whatStillFiresWhenTheSuppressionEndsIsToldThenAndOnlyOnce() {
    var at = time.moment();
    var silence = Alerts.silence(time.now().plusSeconds(60));
    bus.publish(new AlertFired(GATEWAY.firing(at, silence), "down", at));
    bus.publish(new AlertUnsuppressed(GATEWAY.firing(at), "the silence ended", time.moment()));
    bus.publish(new AlertUnsuppressed(GATEWAY.firing(at), "another ended", time.moment()));
    assertThat(next().text()).isEqualTo("ops FIRED");
    bus.publish(GATEWAY.resolved(time.moment()));
    assertThat(next().text()).isEqualTo("ops RESOLVED");
    assertQuiet();
  }

  @Test
  void remindsThoseWhoKnowAndEscalatesToOthersWhoThenHearTheEndToo() {
    var at = time.moment();
    bus.publish(GATEWAY.fired(at));
    assertThat(next().text()).isEqualTo("ops FIRED");
    bus.publish(new AlertReminderDue(GATEWAY.firing(at), "it fires for 1 h", at));
    var reminder = next();
    assertThat(reminder.text()).isEqualTo("ops REMINDED");
    assertThat(new Wording(Language.EN, ZoneOffset.UTC).title(reminder.notice()))
        .isEqualTo("[P0 STILL FIRING] gateway_down home");
    bus.publish(new AlertEscalated(GATEWAY.firing(at), 1, List.of("admin"), "nobody took it", at));
    assertThat(next().text()).isEqualTo("admin ESCALATED");
    bus.publish(GATEWAY.resolved(time.moment()));
    assertThat(List.of(next().text(), next().text()))
        .containsExactlyInAnyOrder("ops RESOLVED", "admin RESOLVED");
  }

  @Test
  void whatWaitedWhenTheAgentStoppedIsToldByTheNextOneInOrder() {
    down = true;
    bus.publish(GATEWAY.fired(time.moment()));
    bus.publish(GATEWAY.resolved(time.moment()));
    decision();
    stop();
    down = false;
    start("ops", "admin");
    assertThat(next().text()).isEqualTo("ops FIRED");
    assertThat(next().text()).isEqualTo("ops RESOLVED");
  }

  @Test
  void whatACrashCutOffIsMadeUpForAfterTheRestart() {
    bus.publish(GATEWAY.fired(time.moment()));
    assertThat(next().text()).isEqualTo("ops FIRED");
    delivered(GATEWAY);
    stop();
    start("ops", "admin");
    var other = Scene.of("high_latency", "edge", "admin");
    notifier.catchUp(List.of(other.firing(time.moment())), List.of());
    assertThat(List.of(next().text(), next().text()))
        .containsExactlyInAnyOrder("ops RESOLVED", "admin FIRED");
    notifier.catchUp(List.of(other.firing(time.moment())), List.of());
    assertQuiet();
  }

  @Test
  void whatStillFiresAfterTheRestartIsNotToldAgain() {
    bus.publish(GATEWAY.fired(time.moment()));
    next();
    delivered(GATEWAY);
    stop();
    start("ops", "admin");
    notifier.catchUp(List.of(GATEWAY.firing(time.moment())), List.of());
    assertQuiet();
    bus.publish(GATEWAY.resolved(time.moment()));
    assertThat(next().text()).isEqualTo("ops RESOLVED");
  }

  @Test
  void aReloadDropsWhatWaitsForThoseWhoAreGoneAndTellsNewcomersOfTheFire() {
    down = true;
    bus.publish(Scene.of("gateway_down", "home").fired(time.moment()));
    decision();
    decision();
    down = false;
    await(notifier.replace(settings("ops", "new")));
    assertThat(List.of(next().text(), next().text()))
        .containsExactlyInAnyOrder("ops FIRED", "new FIRED");
    bus.publish(Scene.of("gateway_down", "home").resolved(time.moment()));
    assertThat(List.of(next().text(), next().text()))
        .containsExactlyInAnyOrder("ops RESOLVED", "new RESOLVED");
    assertQuiet();
  }

  @Test
  void withoutReceiversTheLogIsToldAndTheJournalSaysSo() {
    await(notifier.replace(settings()));
    bus.publish(GATEWAY.fired(time.moment()));
    assertThat(decision())
        .returns(Outcome.LOGGED, Telling::outcome)
        .returns("error_rate is 7 %; there are no receivers", Telling::because);
  }

  @Test
  void thatSomebodyTookItIsToldToWhoeverKeepsThatAndKnowsOfTheFire() {
    await(notifier.replace(settings("ops", "pager")));
    var both = Scene.of("gateway_down", "cellar", "ops", "pager");
    var opsAlone = Scene.of("high_latency", "attic", "ops");
    for (var scene : List.of(both, opsAlone)) bus.publish(scene.fired(time.moment()));
    assertThat(List.of(next().text(), next().text(), next().text()))
        .containsExactlyInAnyOrder("ops FIRED", "pager FIRED", "ops FIRED");
    for (var scene : List.of(opsAlone, both)) {
      var at = time.moment();
      bus.publish(new AlertAcknowledged(scene.firing(at), "taken by ada", at));
    }
    var taken = next();
    assertThat(taken.text()).isEqualTo("pager TAKEN");
    assertThat(taken.alert().name()).isEqualTo("gateway_down");
    bus.publish(both.resolved(time.moment()));
    assertThat(List.of(next().text(), next().text()))
        .containsExactlyInAnyOrder("ops RESOLVED", "pager RESOLVED");
    assertQuiet();
  }

  @Test
  void aTestNoticeSaysThatItIsOneAndChangesNothing() {
    var result = await(notifier.test("ops"));
    assertThat(result.passed()).isTrue();
    assertThat(next().text()).isEqualTo("ops TESTED");
    down = true;
    assertThat(await(notifier.test("ops")).failure().map(failure -> failure.reason()))
        .contains(Reason.REFUSED);
    assertThat(await(notifier.test("nobody")).passed()).isFalse();
  }

  private void start(String... receivers) {
    store = Store.open(folder);
    notifier = new Notifier(vertx, bus, time, store, Optional::empty);
    deployment = await(vertx.deployVerticle(notifier));
    await(notifier.replace(settings(receivers)));
  }

  private void stop() {
    await(vertx.undeploy(deployment));
    store.close();
  }

  private NotifySettings settings(String... names) {
    var receivers = new ArrayList<ReceiverSettings>();
    for (var name : names) receivers.add(new Scripted(name, notice -> judge(name, notice)));
    return new NotifySettings(
        receivers,
        Map.of(),
        List.of(),
        Watch.NONE,
        Optional.of(URI.create("https://lifeguard.example/")),
        FollowUp.NONE);
  }

  private Optional<Reason> judge(String name, Notice notice) {
    if (down) return Optional.of(Reason.REFUSED);
    said.add(new Said(name, notice));
    return Optional.empty();
  }

  /** Until the outbox knows that it was told. */
  private void delivered(Scene scene) {
    var end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    while (System.nanoTime() < end)
      if (await(notifier.journal(scene.id())).stream()
          .anyMatch(line -> line.outcome() == Outcome.DELIVERED)) return;
    throw new AssertionError("never written down");
  }

  private Said next() {
    return next(said);
  }

  private Telling decision() {
    return next(decided);
  }

  private static <T> T next(BlockingQueue<T> queue) {
    try {
      var next = queue.poll(20, TimeUnit.SECONDS);
      if (next == null) throw new AssertionError("nothing for 20 s");
      return next;
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private void assertQuiet() {
    try {
      assertThat(said.poll(700, TimeUnit.MILLISECONDS)).isNull();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private static <T> T await(Future<T> future) {
    return future.toCompletionStage().toCompletableFuture().orTimeout(20, TimeUnit.SECONDS).join();
  }
}
