package dev.lifeguard.console;

import io.vertx.core.http.HttpServerRequest;
import java.util.Optional;
import java.util.function.LongSupplier;

/** How much one address may ask of the agent. Liveness and the console's own files are free. */
final class Limits {
  private final Throttle reads = new Throttle(200, 1_000);
  private final Throttle writes = new Throttle(20, 100);
  private final Throttle guesses = new Throttle(0.5, 20);
  private final LongSupplier nanos;

  Limits(LongSupplier nanos) {
    this.nanos = nanos;
  }

  /** Nothing, or that it has to wait. */
  Optional<Reply.Problem> refusal(Endpoint.Kind kind, HttpServerRequest request) {
    var address = address(request);
    if (request.headers().contains("Authorization") && guesses.isEmpty(address, nanos.getAsLong()))
      return refuse("too many wrong tokens came from this address; wait a minute");
    var admitted =
        switch (kind) {
          case OPEN -> true;
          case READ -> reads.admits(address, nanos.getAsLong());
          case WRITE -> writes.admits(address, nanos.getAsLong());
        };
    return admitted ? Optional.empty() : refuse("too many requests at once; ask more slowly");
  }

  /** Somebody gave a token that opens nothing. */
  void guessed(HttpServerRequest request) {
    guesses.admits(address(request), nanos.getAsLong());
  }

  private static String address(HttpServerRequest request) {
    var remote = request.remoteAddress();
    return remote == null || remote.host() == null ? "" : remote.host();
  }

  private static Optional<Reply.Problem> refuse(String detail) {
    return Optional.of(new Reply.Problem(429, "too_many_requests", detail));
  }
}
