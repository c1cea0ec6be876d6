package dev.lifeguard.metrics;

import dev.lifeguard.bus.Bus;
import dev.lifeguard.notify.NotifyEvent;
import dev.lifeguard.notify.NotifyEvent.ButtonPressed;
import dev.lifeguard.notify.NotifyEvent.DeadManPinged;
import dev.lifeguard.notify.NotifyEvent.NoticeDelivered;
import dev.lifeguard.notify.NotifyEvent.NoticeFailed;
import dev.lifeguard.notify.NotifyEvent.NoticeGivenUp;
import dev.lifeguard.notify.NotifyEvent.QueueSeen;
import dev.lifeguard.notify.NotifyEvent.ReceiverTested;
import dev.lifeguard.notify.NotifyEvent.ReceiversChanged;
import dev.lifeguard.notify.NotifyEvent.TellingDecided;
import dev.lifeguard.notify.Telling.Outcome;
import dev.lifeguard.reason.Reason;
import io.prometheus.client.Counter;
import io.prometheus.client.Gauge;
import io.prometheus.client.Histogram;
import java.time.Instant;
import java.util.List;

/** Whether people are told, how late, and whether the ways to them still work. */
public final class NotifyMeters {
  /** What can become of a delivery: these are there, as zeros, before anything failed. */
  private static final List<Reason> USUAL =
      List.of(
          Reason.UNRESOLVED,
          Reason.REFUSED,
          Reason.RESET,
          Reason.TIMEOUT,
          Reason.TLS_HANDSHAKE,
          Reason.HTTP_STATUS,
          Reason.REQUEST_REJECTED,
          Reason.RATE_LIMITED,
          Reason.UNAUTHORIZED,
          Reason.UNAVAILABLE,
          Reason.CREDENTIAL_MISSING);

  private final Series series;
  private final Counter delivered =
      Counter.build("lifeguard_notifications_total", "Notices that a receiver took.")
          .labelNames("receiver")
          .create();
  private final Counter failed =
      Counter.build("lifeguard_notifications_failed_total", "Attempts that failed, by reason.")
          .labelNames("receiver", "reason")
          .create();
  private final Counter givenUp =
      Counter.build(
              "lifeguard_notifications_given_up_total", "Alerts that a receiver was never told of.")
          .labelNames("receiver")
          .create();
  private final Gauge waiting =
      Gauge.build("lifeguard_notifications_waiting", "Transitions that a receiver is to be told.")
          .labelNames("receiver")
          .create();
  private final Histogram delay =
      Histogram.build(
              "lifeguard_notification_delay_seconds", "From the transition until it was taken.")
          .labelNames("receiver")
          .buckets(0.5, 1, 5, 30, 60, 300, 3600)
          .create();
  private final Counter withheld =
      Counter.build("lifeguard_notifications_withheld_total", "Tellings that were suppressed.")
          .create();
  private final Gauge test =
      Gauge.build("lifeguard_receiver_test_success", "Whether the receiver took its last test.")
          .labelNames("receiver")
          .create();
  private final Gauge tested =
      Gauge.build("lifeguard_receiver_test_timestamp_seconds", "When it was tested last.")
          .labelNames("receiver")
          .create();
  private final Counter pings =
      Counter.build("lifeguard_dead_man_pings_total", "Pings outwards that were answered.")
          .create();
  private final Counter presses =
      Counter.build("lifeguard_notification_buttons_total", "Alerts taken by a button.").create();
  private final Counter missedPings =
      Counter.build("lifeguard_dead_man_pings_failed_total", "Pings withheld or not answered.")
          .create();

  public NotifyMeters(Metrics metrics, Bus bus) {
    series = metrics.series();
    List.of(delivered, failed, givenUp, withheld, presses, pings, missedPings)
        .forEach(metrics::register);
    List.of(waiting, test, tested).forEach(metrics::register);
    metrics.register(delay);
    bus.on(NotifyEvent.class, this::hear);
  }

  private void hear(NotifyEvent event) {
    switch (event) {
      case ReceiversChanged(var receivers, _) -> receivers.forEach(this::begin);
      case NoticeDelivered(var receiver, _, _, var waited, _) -> {
        series.count(delivered, 1, receiver);
        series.observe(delay, waited.toMillis() / 1e3, receiver);
      }
      case NoticeFailed(var receiver, _, var failure, _, _) ->
          series.count(failed, 1, receiver, failure.reason().code());
      case NoticeGivenUp(var receiver, _, var alerts, _, _) ->
          series.count(givenUp, alerts, receiver);
      case QueueSeen(var receiver, var length, _) -> series.of(waiting, receiver).set(length);
      case ReceiverTested(var receiver, var failure, _, var at) ->
          test(receiver, failure.isEmpty(), at);
      case TellingDecided(var telling, _) -> {
        if (telling.outcome() == Outcome.WITHHELD) withheld.inc();
      }
      case ButtonPressed _ -> presses.inc();
      case DeadManPinged(var failure, _) -> (failure.isEmpty() ? pings : missedPings).inc();
    }
  }

  /** An idle exporter looks dead: zeros from the start. */
  private void begin(String receiver) {
    series.count(delivered, 0, receiver);
    series.count(givenUp, 0, receiver);
    series.of(waiting, receiver);
    for (var reason : USUAL) series.count(failed, 0, receiver, reason.code());
  }

  private void test(String receiver, boolean passed, Instant at) {
    series.of(test, receiver).set(passed ? 1 : 0);
    series.of(tested, receiver).set(at.toEpochMilli() / 1e3);
  }
}
