package dev.lifeguard.diagnosis.watch;

import dev.lifeguard.alert.Alert;
import dev.lifeguard.time.Time;
import dev.lifeguard.time.Timer;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Alerts that fire for a cause that nobody found yet. They are looked at again, ever more rarely: a
 * trouble may show itself only after it was noticed. Belongs to one event-loop context.
 */
final class Unsolved {
  static final List<Duration> PAUSES =
      List.of(Duration.ofSeconds(20), Duration.ofMinutes(2), Duration.ofMinutes(10));

  /** A storm is looked at once. */
  private static final int MOST = 200;

  private record Pause(int round, Timer timer) {}

  private final Time time;
  private final Consumer<Alert> again;
  private final Map<String, Pause> pauses = new HashMap<>();

  Unsolved(Time time, Consumer<Alert> again) {
    this.time = time;
    this.again = again;
  }

  /** It was looked at, and there is no cause. */
  void put(Alert alert) {
    var before = pauses.get(alert.id());
    var round = before == null ? 0 : before.round() + 1;
    if (round >= PAUSES.size() || (before == null && pauses.size() >= MOST)) return;
    if (before != null) before.timer().cancel();
    var timer = time.after(PAUSES.get(round), () -> again.accept(alert));
    pauses.put(alert.id(), new Pause(round, timer));
  }

  /** Still fires, and still nobody knows why. */
  boolean holds(Alert alert) {
    return pauses.containsKey(alert.id());
  }

  /** There is a cause, or the alert is over. */
  void end(String alert) {
    var pause = pauses.remove(alert);
    if (pause != null) pause.timer().cancel();
  }

  void end() {
    pauses.values().forEach(pause -> pause.timer().cancel());
    pauses.clear();
  }
}
