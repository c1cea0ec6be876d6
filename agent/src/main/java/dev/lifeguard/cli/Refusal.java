package dev.lifeguard.cli;

import java.io.Serial;

/** A command cannot do what was asked: one line for people, and the exit code. */
final class Refusal extends RuntimeException {
  @Serial private static final long serialVersionUID = 1;

  private final int exitCode;

  Refusal(int exitCode, String message) {
    super(message, null, false, false);
    this.exitCode = exitCode;
  }

  static Refusal wrongUse(String message) {
    return new Refusal(Lifeguard.WRONG_USE, message);
  }

  int exitCode() {
    return exitCode;
  }
}
