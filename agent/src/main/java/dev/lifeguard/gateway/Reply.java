package dev.lifeguard.gateway;

import dev.lifeguard.reason.Failure;
import dev.lifeguard.reason.Reason;
import java.time.Duration;
import java.util.Optional;

/** What became of a call. */
public sealed interface Reply {
  record Answered(Payload payload, Duration took) implements Reply {}

  /** The gateway answered that it will not, or not now. */
  record Refused(GatewayError error, Duration took) implements Reply {}

  /** No answer: too late, or the connection ended first, or the call was never sent. */
  record Missing(Failure failure) implements Reply {}

  default Optional<Payload> answer() {
    return this instanceof Answered(var payload, _) ? Optional.of(payload) : Optional.empty();
  }

  default Optional<Failure> problem() {
    return switch (this) {
      case Answered _ -> Optional.empty();
      case Refused(var error, _) -> Optional.of(error.failure());
      case Missing(var failure) -> Optional.of(failure);
    };
  }

  static Reply missing(Reason reason, String detail) {
    return new Missing(new Failure(reason, detail));
  }
}
