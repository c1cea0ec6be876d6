package dev.lifeguard.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.bus.Bus;
import dev.lifeguard.notify.NotifyEvent;
import dev.lifeguard.notify.NotifyEvent.DeadManPinged;
import dev.lifeguard.notify.NotifyEvent.NoticeDelivered;
import dev.lifeguard.notify.NotifyEvent.NoticeFailed;
import dev.lifeguard.notify.NotifyEvent.QueueSeen;
import dev.lifeguard.notify.NotifyEvent.ReceiverTested;
import dev.lifeguard.notify.NotifyEvent.ReceiversChanged;
import dev.lifeguard.reason.Failure;
import dev.lifeguard.reason.Reason;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class NotifyMetersTest {
  private static final Instant AT = Instant.parse("2026-01-01T00:00:00Z");

  private final Vertx vertx = Vertx.vertx();
  private final Bus bus = new Bus(vertx);
  private final Metrics metrics = new Metrics("test");

  @AfterEach
  void close() {
    metrics.close();
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }

  @Test
  void startsWithZerosAndCountsWhatBecameOfTelling() throws Exception {
    new NotifyMeters(metrics, bus);
    tell(new ReceiversChanged(List.of("ops"), AT));
    assertThat(scrape())
        .contains(
            "lifeguard_notifications_total{receiver=\"ops\",} 0.0",
            "lifeguard_notifications_failed_total{receiver=\"ops\",reason=\"refused\",} 0.0",
            "lifeguard_notifications_waiting{receiver=\"ops\",} 0.0",
            "lifeguard_dead_man_pings_failed_total 0.0");
    tell(
        new QueueSeen("ops", 3, AT),
        new NoticeFailed("ops", "k", new Failure(Reason.REFUSED, "down"), 1, AT),
        new NoticeDelivered("ops", "k", 3, Duration.ofMillis(700), AT),
        new ReceiverTested("ops", Optional.empty(), Duration.ZERO, AT),
        new DeadManPinged(Optional.empty(), AT));
    assertThat(scrape())
        .contains(
            "lifeguard_notifications_total{receiver=\"ops\",} 1.0",
            "lifeguard_notifications_failed_total{receiver=\"ops\",reason=\"refused\",} 1.0",
            "lifeguard_notifications_waiting{receiver=\"ops\",} 3.0",
            "lifeguard_notification_delay_seconds_bucket{receiver=\"ops\",le=\"1.0\",} 1.0",
            "lifeguard_receiver_test_success{receiver=\"ops\",} 1.0",
            "lifeguard_dead_man_pings_total 1.0");
  }

  /** Returns once all were heard: the last listener hears an event last. */
  private void tell(NotifyEvent... events) throws InterruptedException {
    var heard = new CountDownLatch(events.length);
    bus.on(NotifyEvent.class, _ -> heard.countDown());
    for (var event : events) bus.publish(event);
    assertThat(heard.await(20, TimeUnit.SECONDS)).isTrue();
  }

  private String scrape() {
    return metrics.scrape(Metrics.contentType(""));
  }
}
