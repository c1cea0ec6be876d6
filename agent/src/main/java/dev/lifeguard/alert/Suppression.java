package dev.lifeguard.alert;

import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/**
 * Why people are not told of a fire now.
 *
 * @param by which silence, window or alert it is
 * @param because as people gave it, or as it follows
 * @param until when it ends by itself
 */
public record Suppression(Kind kind, String by, String because, Optional<Instant> until) {
  public enum Kind {
    /** Somebody asked for silence. */
    SILENCE,
    /** Work is expected. */
    MAINTENANCE,
    /** A more severe alert of the same signal fires: one page is enough. */
    OUTRANKED;

    /** As metrics and tables name it. */
    public String code() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  @Override
  public String toString() {
    return kind.code() + " " + by + (because.isEmpty() ? "" : ": " + because);
  }
}
