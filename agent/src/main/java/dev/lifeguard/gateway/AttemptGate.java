package dev.lifeguard.gateway;

import dev.lifeguard.reason.Failure;
import dev.lifeguard.reason.Reason;
import java.time.Duration;
import java.util.Optional;

/**
 * Keeps us from being locked out: after one refused secret there is no second attempt with the same
 * one, and a lock-out is sat out as told. Ten wrong secrets within a minute would lock the
 * gateway's own users out with us. Pure; the caller brings the time.
 */
public final class AttemptGate {
  private static final Duration LOCK_OUT = Duration.ofMinutes(5);

  private record Shut(Credential credential, Failure because, long untilNanos) {}

  private Optional<Shut> shut = Optional.empty();

  /** Why no attempt may be made now; empty: go ahead. */
  Optional<Failure> closed(Credential credential, long nanos) {
    if (credential instanceof Credential.Unreadable(var failure)) return Optional.of(failure);
    return shut.filter(it -> holds(it, credential, nanos)).map(Shut::because);
  }

  void failed(Credential credential, HandshakeFailure failure, long nanos) {
    shut =
        switch (failure.failure().reason()) {
          case AUTH_REJECTED, CREDENTIAL_MISSING ->
              Optional.of(new Shut(credential, failure.failure(), Long.MAX_VALUE));
          case AUTH_LOCKED_OUT, RATE_LIMITED ->
              Optional.of(
                  new Shut(
                      credential,
                      failure.failure(),
                      nanos + failure.retryAfter().orElse(LOCK_OUT).toNanos()));
          default -> Optional.empty();
        };
  }

  /** The gateway was restarted or reconfigured: one attempt more may be made. */
  public void open() {
    shut = shut.filter(it -> it.because().reason() == Reason.AUTH_LOCKED_OUT);
  }

  private static boolean holds(Shut it, Credential credential, long nanos) {
    if (it.untilNanos() != Long.MAX_VALUE) return nanos < it.untilNanos(); // whatever the secret
    return it.credential().equals(credential);
  }
}
