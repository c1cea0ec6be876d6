package dev.lifeguard.reason;

import java.io.Serial;

/**
 * Carries a {@link Failure} through code that can only throw: futures, library callbacks. Has no
 * stack trace, because it is no bug.
 */
public class FailedException extends RuntimeException {
  @Serial private static final long serialVersionUID = 1;

  private final transient Failure failure;

  public FailedException(Failure failure) {
    super(failure.toString(), null, false, false);
    this.failure = failure;
  }

  public FailedException(Reason reason, String detail) {
    this(new Failure(reason, detail));
  }

  public final Failure failure() {
    return failure;
  }
}
