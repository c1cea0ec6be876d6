package dev.lifeguard.ssh;

import dev.lifeguard.reason.Failure;
import java.io.Serial;

/** A login that failed, with what was reached. Does not leave the room. */
final class LoginException extends Exception {
  @Serial private static final long serialVersionUID = 1;

  private final transient Failure failure;
  private final transient Login soFar;

  private final boolean tried;

  LoginException(Failure failure, Login soFar, boolean tried) {
    super(failure.toString(), null, false, false);
    this.failure = failure;
    this.soFar = soFar;
    this.tried = tried;
  }

  /** Whether there was a login at all; else it was known before that it would fail. */
  boolean tried() {
    return tried;
  }

  Failure failure() {
    return failure;
  }

  Login soFar() {
    return soFar;
  }
}
