package dev.lifeguard.schedule;

import dev.lifeguard.probe.ProbeId;
import java.time.Duration;

/** Recomputes from a probe's name when it was planned, so that lateness can be measured outside. */
public final class Slots {
  private Slots() {}

  /** How many milliseconds after its nearest slot this moment is; negative before it. */
  public static long late(ProbeId id, Duration every, long millis) {
    var beat = Beat.of(id.toString(), every);
    var nearest = beat.after(millis - 2 * beat.period());
    for (var slot = nearest; slot < millis + beat.period(); slot = beat.after(slot))
      if (Math.abs(millis - slot) < Math.abs(millis - nearest)) nearest = slot;
    return millis - nearest;
  }
}
