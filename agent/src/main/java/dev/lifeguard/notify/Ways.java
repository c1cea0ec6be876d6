package dev.lifeguard.notify;

import dev.lifeguard.bus.Bus;
import dev.lifeguard.bus.Subscription;
import dev.lifeguard.notify.Notice.Told;
import dev.lifeguard.notify.NotifyEvent.ButtonPressed;
import dev.lifeguard.notify.NotifyEvent.ReceiversChanged;
import dev.lifeguard.time.Time;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The open ways to the receivers, one dispatch each. Lives on one event-loop context. */
final class Ways {
  private static final Logger log = LoggerFactory.getLogger(Ways.class);

  /** An open receiver and what it was opened from: what did not change is not opened anew. */
  private record Way(ReceiverSettings settings, Dispatch dispatch, Optional<Subscription> ear) {
    Future<Void> close() {
      ear.ifPresent(Subscription::end);
      return dispatch.close();
    }
  }

  private final Outbox outbox;
  private final Bus bus;
  private final Time time;
  private final Map<String, Way> open = new HashMap<>();

  Ways(Outbox outbox, Bus bus, Time time) {
    this.outbox = outbox;
    this.bus = bus;
    this.time = time;
  }

  Set<String> names() {
    return Set.copyOf(open.keySet());
  }

  /**
   * Opens what is new, closes what is gone, and sends on whatever waits. What waits for a receiver
   * that is gone will never be told.
   */
  Future<Void> replace(List<ReceiverSettings> wanted, Outside outside) {
    var closed = new ArrayList<Future<Void>>();
    for (var name : names())
      if (wanted.stream().noneMatch(settings -> settings.equals(open.get(name).settings())))
        closed.add(open.remove(name).close());
    return Future.join(closed)
        .transform(_ -> dropGone(wanted))
        .transform(_ -> openNew(wanted, outside))
        .onSuccess(_ -> tellNames(wanted))
        .onSuccess(_ -> wake());
  }

  private void tellNames(List<ReceiverSettings> wanted) {
    var names = wanted.stream().map(ReceiverSettings::name).toList();
    bus.publish(new ReceiversChanged(names, time.now()));
  }

  private Future<Void> dropGone(List<ReceiverSettings> wanted) {
    var names = new HashSet<>(wanted.stream().map(ReceiverSettings::name).toList());
    return outbox
        .receivers()
        .compose(
            known -> {
              var gone = known.stream().filter(name -> !names.contains(name)).toList();
              return Future.join(gone.stream().map(this::drop).toList()).<Void>mapEmpty();
            })
        .onFailure(e -> log.error("outbox cannot be read", e));
  }

  private Future<Void> drop(String gone) {
    log.warn("receiver is no longer configured, what waits for it is dropped receiver={}", gone);
    return outbox.drop(gone, time.now());
  }

  private Future<Void> openNew(List<ReceiverSettings> wanted, Outside outside) {
    var opened = new ArrayList<Future<?>>();
    for (var settings : wanted)
      if (!open.containsKey(settings.name())) opened.add(open(settings, outside));
    return Future.join(opened).mapEmpty();
  }

  private Future<?> open(ReceiverSettings settings, Outside outside) {
    var receiver = settings.open(outside);
    var dispatch = new Dispatch(receiver, outbox, bus, time);
    open.put(settings.name(), new Way(settings, dispatch, settings.hear(outside, this::pressed)));
    return outbox
        .standing(settings.name())
        .onSuccess(told -> receiver.remember(told.stream().map(Ways::notice).toList()))
        .onFailure(e -> log.error("what a receiver knows cannot be read name={}", receiver, e));
  }

  private void pressed(Pressed pressed) {
    bus.publish(new ButtonPressed(pressed, time.now()));
  }

  private static Notice notice(Entry entry) {
    return new Batch(List.of(entry)).notice(1);
  }

  /** Something new may wait. */
  void wake() {
    open.values().forEach(way -> way.dispatch().wake());
  }

  /** What could not be written down is told from memory. */
  void add(Collection<String> receivers, Told told) {
    for (var name : receivers) if (open.containsKey(name)) open.get(name).dispatch().add(told);
  }

  Future<Void> close() {
    var closed = open.values().stream().map(Way::close).toList();
    open.clear();
    return Future.join(closed).mapEmpty();
  }
}
