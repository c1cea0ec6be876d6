package dev.lifeguard.remedy;

import java.util.Locale;

/** What became of an alert that Alertmanager told of. */
public enum HookResult {
  /** A remedy is asked for. */
  ACCEPTED,
  /** Known already, in the same episode. */
  DUPLICATE,
  /** It is over: nobody acts on that. */
  RESOLVED,
  /** No remedy is meant for an alert of this name. */
  UNKNOWN_ALERT,
  /** As many fire as are kept in mind: it is heard again when Alertmanager repeats it. */
  TOO_MANY,
  /** A label that says what it is about is too long, or holds what no name holds. */
  BAD_LABEL,
  /** Its label {@code gateway} names none that is watched here. */
  UNKNOWN_GATEWAY;

  /** The label of the counter. */
  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }
}
