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
  /** The first word takes milliseconds; longer only where the agent itself is short of time. */
  private static final int WORDLESS = 5;

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
    else wait(fired, patience.multipliedBy(WORDLESS));
  }

  /** There is a word, and a better one may follow: it is waited for, but not for long. */
  void heard(String alert) {
    var held = waiting.remove(alert);
    if (held == null) return;
    held.patience().cancel();
    wait(held.fired(), patience);
  }

  private void wait(AlertFired fired, Duration longest) {
    var id = fired.alert().id();
    waiting.put(id, new Waiting(fired, time.after(longest, () -> release(id))));
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
