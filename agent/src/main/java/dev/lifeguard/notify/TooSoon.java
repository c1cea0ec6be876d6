package dev.lifeguard.notify;

import dev.lifeguard.reason.FailedException;
import dev.lifeguard.reason.Reason;
import java.io.Serial;
import java.time.Duration;

/** A receiver takes nothing more for now, and says when it will. */
public final class TooSoon extends FailedException {
  @Serial private static final long serialVersionUID = 1;

  private final transient Duration after;

  TooSoon(Reason reason, String detail, Duration after) {
    super(reason, detail);
    this.after = after;
  }

  Duration after() {
    return after;
  }
}
