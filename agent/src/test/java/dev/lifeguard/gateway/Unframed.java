package dev.lifeguard.gateway;

import java.util.Optional;

/** Takes a message apart as a connection does, for tests in the rooms below. */
public final class Unframed {
  private Unframed() {}

  /** Empty when it is malformed. What else it may be is read too: nothing may throw. */
  public static Optional<Payload> payload(String text, Traffic traffic) {
    return switch (Frame.decode(text, traffic)) {
      case Frame.Push(_, var payload) -> Optional.of(payload);
      case Frame.Answered(_, var payload) -> read(payload);
      case Frame.Refused(_, var error) -> {
        error.failure();
        yield Optional.of(Payload.EMPTY);
      }
      case Frame.Foreign _ -> Optional.of(Payload.EMPTY);
      case Frame.Malformed _ -> Optional.empty();
    };
  }

  private static Optional<Payload> read(Payload payload) {
    Hello.of(payload).ifPresent(hello -> hello.grants("operator.read"));
    var error = GatewayError.of(payload);
    error.failure();
    error.pairing();
    var page = new HttpSight.Page.Said(200, payload);
    var sight = new HttpSight(page, page, page);
    sight.opinion();
    sight.suppressed();
    sight.version();
    return Optional.of(payload);
  }
}
