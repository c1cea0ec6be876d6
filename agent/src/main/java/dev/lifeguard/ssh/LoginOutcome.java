package dev.lifeguard.ssh;

import dev.lifeguard.reason.Failure;

/** What a full login came to. */
public sealed interface LoginOutcome {
  record Passed(Login login) implements LoginOutcome {}

  record Failed(Failure failure, Login soFar) implements LoginOutcome {}

  /** No login was tried: the budget of the host is used up, or it penalises us. */
  record NotTried(Failure because) implements LoginOutcome {}
}
