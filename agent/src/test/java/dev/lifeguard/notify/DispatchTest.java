package dev.lifeguard.notify;

import static dev.lifeguard.notify.Notices.because;
import static dev.lifeguard.notify.Notices.fire;
import static dev.lifeguard.notify.Notices.over;
import static dev.lifeguard.notify.Notices.told;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.bus.Bus;
import dev.lifeguard.notify.Notice.Told;
import dev.lifeguard.notify.NotifyEvent.NoticeDelivered;
import dev.lifeguard.notify.NotifyEvent.NoticeFailed;
import dev.lifeguard.notify.NotifyEvent.NoticeGivenUp;
import dev.lifeguard.notify.Telling.Outcome;
import dev.lifeguard.reason.Reason;
import dev.lifeguard.store.Store;
import dev.lifeguard.time.ManualTime;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DispatchTest {
  private static final Function<Notice, Optional<Reason>> TAKES_ALL = _ -> Optional.empty();

  @TempDir Path folder;

  private final Vertx vertx = Vertx.vertx();
  private final Context context = vertx.getOrCreateContext();
  private final ManualTime time = new ManualTime(Notices.START);
  private final Bus bus = new Bus(vertx);
  private final BlockingQueue<Notice> taken = new LinkedBlockingQueue<>();
  private final BlockingQueue<NotifyEvent> events = new LinkedBlockingQueue<>();
  private volatile Function<Notice, Optional<Reason>> verdict = TAKES_ALL;
  private Store store;
  private Outbox outbox;
  private Dispatch dispatch;

  @BeforeEach
  void open() {
    store = Store.open(folder);
    outbox = new Outbox(store);
    dispatch = new Dispatch(new Scripted("ops", this::judge).open(), outbox, bus, time);
    bus.on(NotifyEvent.class, events::add);
  }

  @AfterEach
  void stop() {
    store.close();
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }

  @Test
  void tellsFireBeforeItsEndThoughTheReceiverWasDownForBoth() {
    verdict = _ -> Optional.of(Reason.REFUSED);
    put(fire("gateway_down", "home"));
    put(over("gateway_down", "home"));
    wake();
    heard(NoticeFailed.class, failed -> failed.attempt() == 2);
    verdict = TAKES_ALL;
    assertThat(next().firing()).isTrue();
    assertThat(next().firing()).isFalse();
    heard(NotifyEvent.QueueSeen.class, queue -> queue.waiting() == 0);
  }

  @Test
  void gathersOneGatewaysAlertsIntoOneNotice() {
    put(fire("gateway_down", "home"));
    put(fire("channel_disconnected", "home"));
    put(because("config_rejected", fire("gateway_down", "edge")));
    wake();
    assertThat(next().alerts()).hasSize(2);
    assertThat(next().alerts()).hasSize(1);
  }

  @Test
  void gathersWhatOneCauseBroughtAboutAtSeveralGateways() {
    put(because("provider_unauthorized", fire("provider_unavailable", "home")));
    put(because("config_rejected", fire("gateway_down", "attic")));
    put(because("provider_unauthorized", fire("provider_unavailable", "edge")));
    wake();
    var first = next();
    assertThat(first.alerts()).extracting(Notice.Told::gateway).containsExactly("home", "edge");
    assertThat(first.group()).containsOnly(Map.entry("cause", "provider_unauthorized"));
    assertThat(next().group()).containsOnly(Map.entry("gateway", "attic"));
  }

  @Test
  void whatWaitedSurvivesARestartAndTheSameKeyIsNeverQueuedTwice() throws Exception {
    put(fire("gateway_down", "home"));
    put(fire("gateway_down", "home"));
    store.close();
    open();
    wake();
    assertThat(next().key()).isEqualTo("f:gateway_downhome");
    turn(Duration.ofMinutes(10));
    assertThat(taken.poll(300, TimeUnit.MILLISECONDS)).isNull();
  }

  @Test
  void aRetrySaysTheSameUnderTheSameKeyEvenAfterARestart() {
    var refused = new LinkedBlockingQueue<Notice>();
    verdict =
        notice -> {
          refused.add(notice);
          return Optional.of(Reason.TIMEOUT);
        };
    put(fire("gateway_down", "home"));
    wake();
    heard(NoticeFailed.class, _ -> true);
    put(fire("channel_disconnected", "home"));
    store.close();
    verdict = TAKES_ALL;
    open();
    wake();
    assertThat(next()).isEqualTo(refused.peek());
    assertThat(next().alerts()).extracting(Told::name).containsExactly("channel_disconnected");
  }

  @Test
  void aStormBeyondTheBudgetBecomesOneNoticeThatCountsTheRest() {
    for (int i = 0; i < 60; i++) put(fire("gateway_down", "gateway-" + i));
    var notices = new ArrayList<Notice>();
    wake();
    while (alerts(notices) < 60) notices.add(within(taken, _ -> true, Duration.ofMillis(20)));
    assertThat(notices.size()).isLessThanOrEqualTo(24);
    assertThat(notices.stream().mapToInt(Notice::more).sum()).isPositive();
  }

  @Test
  void aPoisonedAlertIsSetAsideAndGivenUpAfterAnHourWhileTheOthersPass() {
    verdict = refusing("evil", Reason.REQUEST_REJECTED);
    put(fire("evil", "home"));
    put(over("evil", "home"));
    put(fire("gateway_down", "home"));
    put(over("gateway_down", "home"));
    wake();
    assertThat(next().alerts()).extracting(Told::name).containsExactly("gateway_down");
    assertThat(next().firing()).isFalse();
    var givenUp = heard(NoticeGivenUp.class, _ -> true, Duration.ofMinutes(1));
    assertThat(Duration.between(Notices.START, givenUp.at()))
        .isBetween(Duration.ofHours(1), Duration.ofHours(2));
    heard(NotifyEvent.QueueSeen.class, queue -> queue.waiting() == 0, Duration.ofMinutes(1));
    assertThat(taken).isEmpty();
    assertThat(await(new Journal(store).of("evil-home")))
        .extracting(Telling::outcome)
        .containsExactly(Outcome.QUEUED, Outcome.QUEUED, Outcome.GIVEN_UP);
  }

  @Test
  void wrongCredentialsAreNoReasonToGiveUpWithinTheDay() {
    verdict = refusing("gateway_down", Reason.UNAUTHORIZED);
    put(fire("gateway_down", "home"));
    wake();
    for (int hour = 0; hour < 24; hour++) turn(Duration.ofHours(1));
    verdict = TAKES_ALL;
    assertThat(next().firing()).isTrue();
    assertThat(events).noneMatch(NoticeGivenUp.class::isInstance);
  }

  @Test
  void givesUpAfterThreeDaysAndForgetsTheEndOfWhatWasNeverTold() {
    verdict = _ -> Optional.of(Reason.REFUSED);
    put(fire("gateway_down", "home"));
    put(over("gateway_down", "home"));
    wake();
    heard(NoticeFailed.class, _ -> true);
    turn(Duration.ofDays(3));
    assertThat(heard(NoticeGivenUp.class, _ -> true).alerts()).isEqualTo(1);
    heard(NotifyEvent.QueueSeen.class, queue -> queue.waiting() == 0);
  }

  @Test
  void tellsTheEndOnlyToThoseWhoKnowOfTheFire() {
    put(fire("gateway_down", "home"));
    wake();
    next();
    heard(NoticeDelivered.class, _ -> true);
    await(outbox.putEnd(over("gateway_down", "home"), "over", time.now()));
    await(outbox.putEnd(over("gateway_down", "elsewhere"), "over", time.now()));
    assertThat(await(outbox.waiting("ops"))).hasSize(1);
    assertThat(await(outbox.waiting("admin"))).isEmpty();
    assertThat(await(outbox.open())).isEmpty();
  }

  @Test
  void remindsNobodyWhoHasNotEvenHeardOfTheFire() {
    put(fire("gateway_down", "home"));
    put(told("r1", "gateway_down", "home", Occasion.REMINDED));
    assertThat(await(outbox.waiting("ops"))).hasSize(1);
  }

  @Test
  void aReceiverThatThrowsIsTriedAgain() {
    verdict =
        _ -> {
          verdict = TAKES_ALL;
          throw new IllegalStateException("a bug of the receiver's");
        };
    put(fire("gateway_down", "home"));
    wake();
    assertThat(next().firing()).isTrue();
    assertThat(heard(NoticeFailed.class, _ -> true).failure().reason()).isEqualTo(Reason.BROKEN);
  }

  @Test
  void tellsOnceThoughTheDiskCannotBeWritten() throws Exception {
    put(fire("gateway_down", "home"));
    await(
        store.write(
            "CREATE TRIGGER full BEFORE DELETE ON outbox BEGIN SELECT RAISE(FAIL, 'full'); END"));
    wake();
    next();
    for (int i = 0; i < 5; i++) turn(Duration.ofSeconds(10));
    onContext(() -> dispatch.add(fire("channel_disconnected", "home")));
    assertThat(next().alerts()).extracting(Told::name).containsExactly("channel_disconnected");
    turn(Duration.ofMinutes(1));
    assertThat(taken.poll(300, TimeUnit.MILLISECONDS)).isNull();
  }

  private Optional<Reason> judge(Notice notice) {
    var refused = verdict.apply(notice);
    if (refused.isEmpty()) taken.add(notice);
    return refused;
  }

  private static Function<Notice, Optional<Reason>> refusing(String alert, Reason reason) {
    return notice ->
        notice.alerts().stream().anyMatch(told -> told.name().equals(alert))
            ? Optional.of(reason)
            : Optional.empty();
  }

  private static int alerts(List<Notice> notices) {
    return notices.stream().mapToInt(notice -> notice.alerts().size() + notice.more()).sum();
  }

  private void put(Told alert) {
    await(outbox.put(alert, List.of("ops"), "as the test wants", time.now()));
  }

  private void wake() {
    onContext(dispatch::wake);
  }

  private void turn(Duration by) {
    onContext(() -> time.advance(by));
  }

  /** The next notice that was taken; time passes until then. */
  private Notice next() {
    return within(taken, _ -> true, Duration.ofSeconds(1));
  }

  private <E extends NotifyEvent> E heard(Class<E> type, Function<E, Boolean> wanted) {
    return heard(type, wanted, Duration.ofSeconds(1));
  }

  private <E extends NotifyEvent> E heard(
      Class<E> type, Function<E, Boolean> wanted, Duration step) {
    return type.cast(within(events, e -> type.isInstance(e) && wanted.apply(type.cast(e)), step));
  }

  private <T> T within(BlockingQueue<T> queue, Function<T, Boolean> wanted, Duration step) {
    var end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
    while (System.nanoTime() < end) {
      var found = poll(queue);
      if (found.isPresent() && wanted.apply(found.get())) return found.get();
      if (found.isEmpty()) turn(step);
    }
    throw new AssertionError("nothing came for 30 s");
  }

  private static <T> Optional<T> poll(BlockingQueue<T> queue) {
    try {
      return Optional.ofNullable(queue.poll(10, TimeUnit.MILLISECONDS));
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private void onContext(Runnable action) {
    var done = new CompletableFuture<Boolean>();
    context.runOnContext(
        _ -> {
          try {
            action.run();
            done.complete(true);
          } catch (RuntimeException e) {
            done.completeExceptionally(e);
          }
        });
    done.orTimeout(20, TimeUnit.SECONDS).join();
  }

  private static <T> T await(Future<T> future) {
    return future.toCompletionStage().toCompletableFuture().orTimeout(20, TimeUnit.SECONDS).join();
  }
}
