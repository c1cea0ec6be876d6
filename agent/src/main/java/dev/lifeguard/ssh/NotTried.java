package dev.lifeguard.ssh;

import dev.lifeguard.reason.Failure;
import java.io.Serial;

/** No login was tried, because it is known what would come of it. Does not leave the room. */
final class NotTried extends RuntimeException {
  @Serial private static final long serialVersionUID = 1;

  private final transient Failure failure;

  NotTried(Failure failure) {
    super(failure.toString(), null, false, false);
    this.failure = failure;
  }

  Failure failure() {
    return failure;
  }
}
