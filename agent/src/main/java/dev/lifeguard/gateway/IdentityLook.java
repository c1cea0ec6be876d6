package dev.lifeguard.gateway;

import dev.lifeguard.reason.Failure;
import dev.lifeguard.time.Time;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;

/**
 * Asks a gateway who it is, each time on a short connection of its own with read rights. Runs on
 * the caller's event loop.
 */
public final class IdentityLook {
  private static final String ASK = "gateway.identity.get";

  /** What it came to. */
  public sealed interface Sight {
    record Known(Identity identity) implements Sight {}

    record Unknown(Failure because) implements Sight {}
  }

  private final Time time;
  private final Dialer dialer;
  private final AttemptGate gate = new AttemptGate();

  /**
   * @param key the file of our device key
   */
  public IdentityLook(Vertx vertx, Time time, GatewaySettings settings, Path key) {
    this.time = time;
    this.dialer = new Dialer(vertx, time, settings, Limits.DEFAULT, key);
  }

  /** Never fails. */
  public Future<Sight> look() {
    return dialer.credential().compose(this::look).otherwise(e -> unknown(NetworkFailures.of(e)));
  }

  private Future<Sight> look(Credential credential) {
    var closed = gate.closed(credential, time.nanos());
    if (closed.isPresent()) return Future.succeededFuture(unknown(closed.get()));
    return dialer
        .dial(credential, _ -> {})
        .compose(
            attempt ->
                switch (attempt) {
                  case Attempt.Failed(var failure) -> {
                    gate.failed(credential, failure, time.nanos());
                    yield Future.succeededFuture(unknown(failure.failure()));
                  }
                  case Attempt.Stands(var connection) -> ask(connection);
                });
  }

  /** A gateway that does not tell its device id is still known by its boot. */
  private static Future<Sight> ask(GatewayConnection connection) {
    return connection
        .call(ASK, new JsonObject())
        .<Sight>map(reply -> new Sight.Known(identity(connection.hello(), reply)))
        .onComplete(_ -> connection.close());
  }

  private static Identity identity(Hello hello, Reply reply) {
    var device =
        switch (reply) {
          case Reply.Answered(var payload, _) -> payload.text("deviceId");
          case Reply.Refused _, Reply.Missing _ -> java.util.Optional.<String>empty();
        };
    return new Identity(device.filter(id -> !id.isBlank()), hello.bootId());
  }

  private static Sight unknown(Failure because) {
    return new Sight.Unknown(because);
  }

  public void close() {
    dialer.close();
  }
}
