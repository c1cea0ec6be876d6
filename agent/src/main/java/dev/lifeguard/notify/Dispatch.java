package dev.lifeguard.notify;

import dev.lifeguard.bus.Bus;
import dev.lifeguard.notify.Notice.Told;
import dev.lifeguard.notify.NotifyEvent.NoticeDelivered;
import dev.lifeguard.notify.NotifyEvent.NoticeFailed;
import dev.lifeguard.notify.NotifyEvent.NoticeGivenUp;
import dev.lifeguard.notify.NotifyEvent.QueueSeen;
import dev.lifeguard.notify.Refusals.Fault;
import dev.lifeguard.reason.Failure;
import dev.lifeguard.reason.Reason;
import dev.lifeguard.time.Time;
import dev.lifeguard.time.Timer;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One receiver's way out: takes what waits in its outbox, one notice at a time, in order, within
 * its budget, and tries again until it is told. Lives on one event-loop context.
 */
final class Dispatch {
  private static final Logger log = LoggerFactory.getLogger(Dispatch.class);

  /** Long enough for the alerts of one cause to come together, short enough for a page. */
  private static final Duration GATHER = Duration.ofMillis(300);

  private static final Duration GIVE_UP = Duration.ofDays(3);
  private static final int BURST = 20;
  private static final Duration REFILL = Duration.ofSeconds(3);

  private final Receiver receiver;
  private final Queue queue;
  private final Bus bus;
  private final Time time;
  private final Attempt attempts;
  private final Refusals refusals = new Refusals();
  private final Promise<Void> idle = Promise.promise();
  private Budget budget;
  private Timer next = () -> {};
  private boolean armed;
  private boolean busy;
  private boolean closed;
  private int failures;
  private int seen = -1;

  Dispatch(Receiver receiver, Outbox outbox, Bus bus, Time time) {
    this.receiver = receiver;
    this.queue = new Queue(receiver.name(), outbox);
    this.bus = bus;
    this.time = time;
    this.attempts = new Attempt(receiver, time);
    this.budget = Budget.full(BURST, REFILL, time.nanos());
  }

  Receiver receiver() {
    return receiver;
  }

  /** Something new waits. */
  void wake() {
    if (!armed && !busy) arm(GATHER);
  }

  /** Something that could not be written down waits in memory. */
  void add(Told told) {
    queue.add(told, time.now());
    wake();
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
    queue.waiting().onSuccess(this::take).onFailure(this::storeFailed);
  }

  private void take(List<Entry> waiting) {
    tellLength(waiting.size());
    refusals.keep(waiting.stream().map(Entry::alert).toList());
    var now = time.nanos();
    var ready = waiting.stream().filter(entry -> !refusals.holds(entry.alert(), now)).toList();
    budget = budget.at(now);
    if (closed || ready.isEmpty()) rest(refusals.untilNext(now).filter(_ -> !waiting.isEmpty()));
    else if (!budget.allows()) rest(Optional.of(budget.untilNext()));
    else stamp(choose(ready));
  }

  private Batch choose(List<Entry> ready) {
    var lastToken = budget.tokens() < 2;
    budget = budget.spent();
    if (refusals.isAlone(ready.getFirst().alert())) return Batch.single(ready);
    var company = ready.stream().filter(entry -> !refusals.isAlone(entry.alert())).toList();
    return lastToken ? Batch.storm(company) : Batch.next(company);
  }

  /** Written down before it is tried, so that after a crash the same is said under the same key. */
  private void stamp(Batch batch) {
    if (batch.isNew()) queue.stamp(batch).onSuccess(_ -> send(batch)).onFailure(this::storeFailed);
    else send(batch);
  }

  private void send(Batch batch) {
    attempts
        .send(batch.notice(receiver.spelledOut()))
        .onSuccess(_ -> delivered(batch))
        .onFailure(e -> failed(batch, Attempt.failure(e), Attempt.asked(e)));
  }

  private void delivered(Batch batch) {
    failures = 0;
    refusals.taken(batch.alerts());
    var now = time.now();
    var waited = Duration.between(batch.entries().getFirst().at(), now);
    bus.publish(
        new NoticeDelivered(receiver.name(), batch.key(), batch.entries().size(), waited, now));
    queue.told(batch.entries(), now).onComplete(_ -> again(Duration.ofMillis(1)));
  }

  private void failed(Batch batch, Failure failure, Duration asked) {
    failures++;
    log.warn(
        "notice not delivered receiver={} attempt={} reason={} detail={}",
        receiver.name(),
        failures,
        failure.reason(),
        failure.detail());
    bus.publish(new NoticeFailed(receiver.name(), batch.key(), failure, failures, time.now()));
    setAside(batch, failure.reason())
        .compose(_ -> giveUp(batch, failure))
        .onComplete(_ -> again(Pause.after(failures, asked)));
  }

  /** What is refused as such must not hold up the rest. */
  private Future<Void> setAside(Batch batch, Reason reason) {
    switch (reason) {
      case REQUEST_REJECTED -> refusals.refused(batch.alerts(), time.nanos(), Fault.NOTICE);
      case UNAUTHORIZED -> refusals.refused(batch.alerts(), time.nanos(), Fault.CREDENTIALS);
      default -> {
        return Future.succeededFuture();
      }
    }
    var split = reason == Reason.REQUEST_REJECTED && batch.entries().size() > 1;
    return split ? queue.split(batch) : Future.succeededFuture();
  }

  private Future<Void> giveUp(Batch batch, Failure failure) {
    var now = time.now();
    var old = batch.entries().stream().filter(entry -> isHopeless(entry, failure)).toList();
    if (old.isEmpty()) return Future.succeededFuture();
    log.error(
        "notice given up receiver={} key={} alerts={} reason={} detail={}",
        receiver.name(),
        batch.key(),
        old.size(),
        failure.reason(),
        failure.detail());
    bus.publish(new NoticeGivenUp(receiver.name(), batch.key(), old.size(), failure, now));
    return queue.giveUp(old, failure.toString(), now);
  }

  private boolean isHopeless(Entry entry, Failure failure) {
    return entry.at().plus(GIVE_UP).isBefore(time.now())
        || failure.reason() == Reason.REQUEST_REJECTED
            && refusals.isHopeless(entry.alert(), time.nanos());
  }

  private void storeFailed(Throwable e) {
    failures++;
    log.error("outbox cannot be used receiver={}", receiver.name(), e);
    again(Pause.after(failures));
  }

  private void tellLength(int waiting) {
    if (waiting == seen) return;
    seen = waiting;
    bus.publish(new QueueSeen(receiver.name(), waiting, time.now()));
  }

  private void again(Duration delay) {
    rest(Optional.of(delay));
  }

  private void rest(Optional<Duration> delay) {
    busy = false;
    if (closed) end();
    else delay.ifPresent(this::arm);
  }

  /** Takes nothing more; succeeds once what is under way has come to its end. */
  Future<Void> close() {
    closed = true;
    next.cancel();
    if (!busy) end();
    return idle.future();
  }

  private void end() {
    if (idle.tryComplete()) receiver.close();
  }
}
