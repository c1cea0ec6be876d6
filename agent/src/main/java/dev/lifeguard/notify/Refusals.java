package dev.lifeguard.notify;

import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The alerts whose notices one receiver refused as such. Each is set aside for a while, with all
 * that follows it, so that the others pass. The clock is given.
 */
final class Refusals {
  /** A notice that is not understood for an hour will never be. */
  static final Duration HOPELESS = Duration.ofHours(1);

  /**
   * How an alert fared.
   *
   * @param alone tried by itself from now on: the fault may lie with another one of the notice
   */
  private record Refused(long since, long until, int times, boolean alone) {}

  private final Map<String, Refused> alerts = new HashMap<>();

  void refused(List<String> batch, long now, Fault fault) {
    for (var alert : batch) {
      var before = alerts.getOrDefault(alert, new Refused(now, now, 0, false));
      var times = before.times() + 1;
      var alone = before.alone() || fault == Fault.NOTICE && batch.size() > 1;
      // Those that were refused in company are tried alone at once.
      var pause = alone && !before.alone() ? Duration.ZERO : Pause.after(times);
      alerts.put(alert, new Refused(before.since(), now + pause.toNanos(), times, alone));
    }
  }

  /** Whose fault it is that a receiver refuses. */
  enum Fault {
    /** It does not take this text. */
    NOTICE,
    /** It does not take us. */
    CREDENTIALS
  }

  void taken(List<String> batch) {
    batch.forEach(alerts::remove);
  }

  boolean holds(String alert, long now) {
    return alerts.containsKey(alert) && alerts.get(alert).until() > now;
  }

  boolean isAlone(String alert) {
    return alerts.containsKey(alert) && alerts.get(alert).alone();
  }

  boolean isHopeless(String alert, long now) {
    return alerts.containsKey(alert) && now - alerts.get(alert).since() > HOPELESS.toNanos();
  }

  /** Until the first of them may be tried again. */
  Optional<Duration> untilNext(long now) {
    return alerts.values().stream()
        .min(Comparator.comparingLong(Refused::until))
        .map(next -> Duration.ofNanos(Math.max(0, next.until() - now)));
  }

  /** Keeps only what still waits. */
  void keep(List<String> waiting) {
    alerts.keySet().retainAll(waiting);
  }
}
