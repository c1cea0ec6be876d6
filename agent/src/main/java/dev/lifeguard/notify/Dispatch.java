package dev.lifeguard.notify;

import dev.lifeguard.bus.Bus;
import dev.lifeguard.notify.NotifyEvent.NoticeDelivered;
import dev.lifeguard.notify.NotifyEvent.NoticeFailed;
import dev.lifeguard.notify.NotifyEvent.NoticeGivenUp;
import dev.lifeguard.reason.FailedException;
import dev.lifeguard.reason.Failure;
import dev.lifeguard.reason.Reason;
import dev.lifeguard.time.Time;
import dev.lifeguard.time.Timer;
import java.time.Duration;
import java.util.List;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One receiver's way out: takes what waits in its outbox, one notice at a time, in order, within
 * its budget, and tries again until it is told. Lives on one event-loop context.
 */
final class Dispatch implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Dispatch.class);

  /** Long enough for the alerts of one cause to come together, short enough for a page. */
  private static final Duration GATHER = Duration.ofMillis(300);

  private static final Duration LONGEST_PAUSE = Duration.ofMinutes(5);
  private static final Duration GIVE_UP = Duration.ofDays(3);
  private static final int SPELLED_OUT = 20;
  private static final int BURST = 20;
  private static final Duration REFILL = Duration.ofSeconds(3);

  private final Receiver receiver;
  private final Outbox outbox;
  private final Bus bus;
  private final Time time;
  private final RandomGenerator random = RandomGenerator.getDefault();
  private Budget budget;
  private Timer next = () -> {};
  private boolean armed;
  private boolean busy;
  private boolean closed;
  private int attempt;

  Dispatch(Receiver receiver, Outbox outbox, Bus bus, Time time) {
    this.receiver = receiver;
    this.outbox = outbox;
    this.bus = bus;
    this.time = time;
    this.budget = Budget.full(BURST, REFILL, time.nanos());
  }

  Receiver receiver() {
    return receiver;
  }

  /** Something new waits. */
  void wake() {
    if (!armed && !busy) arm(GATHER);
  }

  private void arm(Duration delay) {
    if (closed) return;
    armed = true;
    next = time.after(delay, this::look);
  }

  private void look() {
    armed = false;
    if (busy || closed) return;
    busy = true;
    outbox.waiting(receiver.name()).onSuccess(this::take).onFailure(this::storeFailed);
  }

  private void take(List<Entry> waiting) {
    if (waiting.isEmpty()) {
      busy = false;
      return;
    }
    budget = budget.at(time.nanos());
    if (!budget.allows()) {
      busy = false;
      arm(budget.untilNext());
      return;
    }
    var lastToken = budget.tokens() < 2;
    budget = budget.spent();
    send(lastToken ? Batch.storm(waiting) : Batch.first(waiting));
  }

  private void send(Batch batch) {
    receiver
        .send(batch.notice(SPELLED_OUT))
        .onSuccess(_ -> delivered(batch))
        .onFailure(e -> failed(batch, failure(e)));
  }

  private void delivered(Batch batch) {
    attempt = 0;
    var now = time.now();
    var waited = Duration.between(batch.entries().getFirst().at(), now);
    bus.publish(
        new NoticeDelivered(receiver.name(), batch.key(), batch.entries().size(), waited, now));
    outbox.told(batch.entries(), now).onComplete(_ -> again(Duration.ofMillis(1)));
  }

  private void failed(Batch batch, Failure failure) {
    attempt++;
    var now = time.now();
    log.warn(
        "notice not delivered receiver={} attempt={} reason={} detail={}",
        receiver.name(),
        attempt,
        failure.reason(),
        failure.detail());
    bus.publish(new NoticeFailed(receiver.name(), batch.key(), failure, attempt, now));
    var old =
        batch.entries().stream().filter(entry -> entry.at().plus(GIVE_UP).isBefore(now)).toList();
    if (old.isEmpty()) {
      again(pause());
      return;
    }
    bus.publish(new NoticeGivenUp(receiver.name(), batch.key(), failure, now));
    outbox.drop(old).onComplete(_ -> again(pause()));
  }

  private void storeFailed(Throwable e) {
    log.error("outbox cannot be read receiver={}", receiver.name(), e);
    again(pause());
  }

  private void again(Duration delay) {
    busy = false;
    arm(delay);
  }

  /** Full jitter over a doubling span, from one second to five minutes. */
  private Duration pause() {
    var span = Math.min(LONGEST_PAUSE.toMillis(), 1000L << Math.min(attempt, 12));
    return Duration.ofMillis(span / 2 + random.nextLong(span / 2 + 1));
  }

  private static Failure failure(Throwable e) {
    return e instanceof FailedException failed
        ? failed.failure()
        : new Failure(Reason.BROKEN, String.valueOf(e));
  }

  @Override
  public void close() {
    closed = true;
    next.cancel();
    receiver.close();
  }
}
