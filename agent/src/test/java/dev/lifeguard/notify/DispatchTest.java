package dev.lifeguard.notify;

import static dev.lifeguard.notify.Notices.fire;
import static dev.lifeguard.notify.Notices.over;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.bus.Bus;
import dev.lifeguard.notify.Notice.Told;
import dev.lifeguard.reason.FailedException;
import dev.lifeguard.reason.Reason;
import dev.lifeguard.store.Store;
import dev.lifeguard.time.RealTime;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DispatchTest {
  @TempDir Path folder;

  private final Vertx vertx = Vertx.vertx();
  private final RealTime time = new RealTime(vertx);
  private final Bus bus = new Bus(vertx);
  private final LinkedBlockingQueue<Notice> told = new LinkedBlockingQueue<>();
  private final AtomicInteger refusals = new AtomicInteger();
  private Store store;
  private Outbox outbox;

  @BeforeEach
  void open() {
    store = Store.open(folder);
    outbox = new Outbox(store);
  }

  @AfterEach
  void stop() {
    store.close();
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }

  @Test
  void tellsFireBeforeItsEndThoughTheReceiverWasDownForBoth() throws Exception {
    refusals.set(2);
    put("a:1", fire("gateway_down", "home"));
    put("a:2", over("gateway_down", "home"));
    try (var dispatch = dispatch()) {
      vertx.runOnContext(_ -> dispatch.wake());
      assertThat(next().firing()).isTrue();
      assertThat(next().firing()).isFalse();
    }
    assertThat(await(outbox.size())).isZero();
  }

  @Test
  void gathersOneGatewaysAlertsIntoOneNotice() throws Exception {
    put("a:1", fire("gateway_down", "home"));
    put("b:1", fire("channel_disconnected", "home"));
    put("c:1", fire("gateway_down", "edge"));
    try (var dispatch = dispatch()) {
      vertx.runOnContext(_ -> dispatch.wake());
      assertThat(next().alerts()).hasSize(2);
      assertThat(next().alerts()).hasSize(1);
    }
  }

  @Test
  void whatWaitedSurvivesARestartAndTheSameKeyIsNeverQueuedTwice() throws Exception {
    put("a:1", fire("gateway_down", "home"));
    put("a:1", fire("gateway_down", "home"));
    store.close();
    open();
    try (var dispatch = dispatch()) {
      vertx.runOnContext(_ -> dispatch.wake());
      assertThat(next().key()).isEqualTo("a:1");
      assertThat(told.poll(700, TimeUnit.MILLISECONDS)).isNull();
    }
  }

  @Test
  void aStormBeyondTheBudgetBecomesOneNoticeThatCountsTheRest() throws Exception {
    for (int i = 0; i < 60; i++) put("k" + i, fire("gateway_down", "gateway-" + i));
    var notices = new ArrayList<Notice>();
    try (var dispatch = dispatch()) {
      vertx.runOnContext(_ -> dispatch.wake());
      while (alerts(notices) < 60) notices.add(next());
    }
    assertThat(notices).hasSizeLessThanOrEqualTo(21);
    assertThat(notices.getLast().more()).isPositive();
  }

  @Test
  void knowsWhoWasToldOfTheFire() throws Exception {
    assertThat(await(outbox.knowsOfFire("ops", "gateway_down-home"))).isFalse();
    put("a:1", fire("gateway_down", "home"));
    assertThat(await(outbox.knowsOfFire("ops", "gateway_down-home"))).isTrue();
    try (var dispatch = dispatch()) {
      vertx.runOnContext(_ -> dispatch.wake());
      next();
    }
    assertThat(await(outbox.knowsOfFire("ops", "gateway_down-home"))).isTrue();
    assertThat(await(outbox.knowsOfFire("admin", "gateway_down-home"))).isFalse();
  }

  private static int alerts(List<Notice> notices) {
    return notices.stream().mapToInt(notice -> notice.alerts().size() + notice.more()).sum();
  }

  private Dispatch dispatch() {
    return new Dispatch(new Scripted(), outbox, bus, time);
  }

  private void put(String key, Told alert) {
    await(outbox.put(key, List.of("ops"), alert, Optional.empty(), time.now()));
  }

  private Notice next() throws InterruptedException {
    var next = told.poll(30, TimeUnit.SECONDS);
    if (next == null) throw new AssertionError("nothing was told for 30 s");
    return next;
  }

  private static <T> T await(Future<T> future) {
    return future.toCompletionStage().toCompletableFuture().orTimeout(20, TimeUnit.SECONDS).join();
  }

  /** Refuses as often as set, then takes everything. */
  private final class Scripted implements Receiver {
    @Override
    public String name() {
      return "ops";
    }

    @Override
    public Future<Void> send(Notice notice) {
      if (refusals.getAndDecrement() > 0)
        return Future.failedFuture(new FailedException(Reason.REFUSED, "down"));
      told.add(notice);
      return Future.succeededFuture();
    }
  }
}
