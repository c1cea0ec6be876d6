package dev.lifeguard.notify;

import dev.lifeguard.alert.AlertEvent.AlertFired;
import dev.lifeguard.time.Time;
import dev.lifeguard.time.Timer;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Holds the news of a fire for a moment, so that the first word on its cause can go with it.
 * Whatever else happens to the alert ends the wait. Lives on one event-loop context.
 */
final class Held {
  private record Waiting(AlertFired fired, Timer patience) {}

  private final Time time;
  private final Consumer<AlertFired> tell;
  private final Map<String, Waiting> waiting = new LinkedHashMap<>();
  private Duration patience = Duration.ZERO;

  Held(Time time, Consumer<AlertFired> tell) {
    this.time = time;
    this.tell = tell;
  }

  void patience(Duration longest) {
    patience = longest;
  }

  void hold(AlertFired fired) {
    var id = fired.alert().id();
    release(id);
    if (patience.isZero()) tell.accept(fired);
    else waiting.put(id, new Waiting(fired, time.after(patience, () -> release(id))));
  }

  /** It is told now, if it waits. */
  void release(String alert) {
    var held = waiting.remove(alert);
    if (held == null) return;
    held.patience().cancel();
    tell.accept(held.fired());
  }

  void end() {
    waiting.values().forEach(held -> held.patience().cancel());
  }
}
