package dev.lifeguard.tunnel;

import dev.lifeguard.reason.Failure;
import java.util.Locale;

/** The second session of a tunnel, ready to take over. */
public sealed interface Standby {
  /** None is wanted. */
  record Off() implements Standby {}

  /** Being made; connections still have the first session only. */
  record Making() implements Standby {}

  record Ready() implements Standby {}

  /** Could not be made, and is tried again. */
  record Missing(Failure why) implements Standby {}

  default String word() {
    return getClass().getSimpleName().toLowerCase(Locale.ROOT);
  }
}
