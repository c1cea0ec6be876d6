package dev.lifeguard.gateway;

import dev.lifeguard.reason.Failure;
import dev.lifeguard.time.Time;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.internal.VertxInternal;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;

/**
 * One round trip to a gateway after the other, each on a connection of its own, so that every phase
 * is seen every time. Usable from any thread.
 */
public final class GatewayPing {
  /** What one round trip came to. */
  public sealed interface Pong {
    record Answered(Phases phases, String version) implements Pong {}

    record Failed(HandshakeFailure failure) implements Pong {}

    /** It was not even tried: the gateway would refuse, and count it against us. */
    record HeldOff(Failure because) implements Pong {}
  }

  private final Context context;
  private final Time time;
  private final Dialer dialer;
  private final AttemptGate gate = new AttemptGate();

  public GatewayPing(Vertx vertx, Time time, GatewaySettings settings, Limits limits, Path key) {
    this.context = ((VertxInternal) vertx).createEventLoopContext();
    this.time = time;
    this.dialer = new Dialer(vertx, time, settings, limits, key);
  }

  public Future<Pong> once() {
    var done = Promise.<Pong>promise();
    context.runOnContext(
        _ ->
            dialer
                .credential()
                .compose(this::once)
                .onSuccess(done::complete)
                .onFailure(e -> done.complete(new Pong.HeldOff(NetworkFailures.of(e)))));
    return done.future();
  }

  private Future<Pong> once(Credential credential) {
    var closed = gate.closed(credential, time.nanos());
    if (closed.isPresent()) return Future.succeededFuture(new Pong.HeldOff(closed.get()));
    return dialer
        .dial(credential, _ -> {})
        .compose(
            attempt ->
                switch (attempt) {
                  case Attempt.Failed(var failure) -> {
                    gate.failed(credential, failure, time.nanos());
                    yield Future.succeededFuture(new Pong.Failed(failure));
                  }
                  case Attempt.Stands(var connection) -> call(connection);
                });
  }

  private static Future<Pong> call(GatewayConnection connection) {
    return connection
        .call("health", new JsonObject())
        .map(
            reply ->
                switch (reply) {
                  case Reply.Answered(_, var took) ->
                      (Pong)
                          new Pong.Answered(
                              connection.phases().and(Phases.Phase.RPC, took),
                              connection.hello().version());
                  case Reply.Refused(var error, _) -> failed(connection, error.failure());
                  case Reply.Missing(var failure) -> failed(connection, failure);
                })
        .onComplete(_ -> connection.close());
  }

  private static Pong failed(GatewayConnection connection, Failure failure) {
    return new Pong.Failed(HandshakeFailure.of(Phases.Phase.RPC, failure, connection.phases()));
  }
}
