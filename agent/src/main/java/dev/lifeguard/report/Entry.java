package dev.lifeguard.report;

import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.Locale;

/**
 * One thing that happened in the course of an incident.
 *
 * @param detail for programs, as far as there is more to say than the text
 */
public record Entry(Instant at, Kind kind, String text, JsonObject detail) {
  /** What sort of thing. */
  public enum Kind {
    /** Something that was looked at became another one. */
    SEEN,
    /** The alert's or the incident's own course: {@link Entry#what} says which step of it. */
    ALERT,
    /** A diagnosis named causes. */
    CAUSE,
    /** People were told, or were not. */
    TOLD,
    /** Something was repaired, or was tried, or was not allowed. */
    REMEDY,
    /** Another way to the gateway was taken. */
    PATH,
    /** Somebody wrote something down. */
    NOTE;

    public String code() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  public Entry {
    detail = detail.copy();
  }

  public Entry(Instant at, Kind kind, String text) {
    this(at, kind, text, new JsonObject());
  }

  /** What exactly it was: {@code alert-fired}, {@code opened}; else the kind. */
  public String what() {
    return detail.getString("what", kind.code());
  }

  @Override
  public JsonObject detail() {
    return detail.copy();
  }
}
