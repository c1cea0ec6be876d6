package dev.lifeguard.path;

import dev.lifeguard.bus.Event;
import java.time.Instant;

/** What happens to the ways to a gateway, told once: metrics, log and timelines listen. */
public sealed interface PathEvent extends Event {
  String gateway();

  Instant at();

  /**
   * Another path is used from now on.
   *
   * @param detail one clause for people: what was seen
   */
  record PathSwitched(
      String gateway, String from, String to, SwitchReason reason, String detail, Instant at)
      implements PathEvent {
    /** What a timeline says of it. */
    public String text() {
      return "path " + from + " -> " + to + ": " + detail;
    }
  }

  /** A path answers now, or does not any more. */
  record HealthChanged(String gateway, String path, PathHealth health, Instant at)
      implements PathEvent {}

  /** Another gateway answers on the path than on the one in use: it will not be used. */
  record StrangerFound(String gateway, String path, String detail, Instant at)
      implements PathEvent {}

  /** The path is no longer configured. */
  record PathRemoved(String gateway, String path, Instant at) implements PathEvent {}
}
