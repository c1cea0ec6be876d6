package dev.lifeguard.gateway;

import dev.lifeguard.config.SecretSource;
import dev.lifeguard.reason.Failure;
import dev.lifeguard.reason.Reason;
import dev.lifeguard.time.Time;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.internal.VertxInternal;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * Does what changes a gateway: each call on a short connection of its own, usually with the rights
 * of an administrator, so that nothing that merely looks ever holds them. Usable from any thread.
 */
public final class GatewayControl {
  private final Context context;
  private final Time time;
  private final Dialer dialer;
  private final Rights rights;
  private final AttemptGate gate = new AttemptGate();

  public GatewayControl(Vertx vertx, Time time, GatewaySettings settings, Path identity) {
    this(vertx, time, settings, identity, Rights.ADMIN);
  }

  /** One that asks for other rights than an administrator's. */
  public GatewayControl(
      Vertx vertx, Time time, GatewaySettings settings, Path identity, Rights rights) {
    this.rights = rights;
    this.context = ((VertxInternal) vertx).createEventLoopContext();
    this.time = time;
    this.dialer = new Dialer(vertx, time, withControlToken(settings), Limits.DEFAULT, identity);
  }

  /** What the gateway says when we come in. */
  public sealed interface Welcome {
    record Said(Hello hello) implements Welcome {}

    /**
     * @param retryAfter how long the gateway wants to be left alone
     */
    record None(Failure failure, Optional<Duration> retryAfter) implements Welcome {}
  }

  /** Comes in and goes: which life of the gateway this is. Never fails. */
  public Future<Welcome> welcome() {
    var done = Promise.<Welcome>promise();
    context.runOnContext(
        _ ->
            dialer
                .credential()
                .compose(this::welcome)
                .onSuccess(done::complete)
                .onFailure(e -> done.complete(none(NetworkFailures.of(e)))));
    return done.future();
  }

  private Future<Welcome> welcome(Credential credential) {
    var closed = gate.closed(credential, time.nanos());
    if (closed.isPresent()) return Future.succeededFuture(none(closed.get()));
    return dialer
        .dial(credential, rights.scope(), ConnectRequest.Range.OURS, _ -> {})
        .map(
            attempt ->
                switch (attempt) {
                  case Attempt.Failed(var failure) -> {
                    gate.failed(credential, failure, time.nanos());
                    yield new Welcome.None(failure.failure(), failure.retryAfter());
                  }
                  case Attempt.Stands(var connection) -> {
                    connection.close();
                    yield new Welcome.Said(connection.hello());
                  }
                });
  }

  private static Welcome none(Failure failure) {
    return new Welcome.None(failure, Optional.empty());
  }

  /** Never fails: what went wrong is a value. Repeats nothing by itself. */
  public Future<Reply> call(String method, JsonObject params, Duration within) {
    var done = Promise.<Reply>promise();
    context.runOnContext(
        _ ->
            dialer
                .credential()
                .compose(credential -> call(credential, method, params, within))
                .onSuccess(done::complete)
                .onFailure(e -> done.complete(new Reply.Missing(NetworkFailures.of(e)))));
    return done.future();
  }

  private Future<Reply> call(
      Credential credential, String method, JsonObject params, Duration within) {
    Optional<Failure> closed = gate.closed(credential, time.nanos());
    if (closed.isPresent()) return Future.succeededFuture(new Reply.Missing(closed.get()));
    return dialer
        .dial(credential, rights.scope(), ConnectRequest.Range.OURS, _ -> {})
        .compose(
            attempt ->
                switch (attempt) {
                  case Attempt.Failed(var failure) -> {
                    gate.failed(credential, failure, time.nanos());
                    yield Future.succeededFuture(new Reply.Missing(failure.failure()));
                  }
                  case Attempt.Stands(var connection) -> call(connection, method, params, within);
                });
  }

  private Future<Reply> call(
      GatewayConnection connection, String method, JsonObject params, Duration within) {
    var reply =
        connection.hello().grants(rights.scope())
            ? connection.call(method, params, within)
            : Future.succeededFuture(
                Reply.missing(
                    Reason.SCOPE_MISSING, rights.scope() + " was asked for and not granted"));
    return reply.onComplete(_ -> connection.close());
  }

  public void close() {
    context.runOnContext(_ -> dialer.close());
  }

  private static GatewaySettings withControlToken(GatewaySettings settings) {
    var none = new SecretSource.None();
    return absent(settings.controlToken())
        ? settings
        : new GatewaySettings(
            settings.name(),
            settings.url(),
            settings.controlToken(),
            none,
            none,
            settings.tlsFingerprint(),
            settings.tlsCa());
  }

  /** An unset variable leaves an empty secret, which is none. */
  private static boolean absent(SecretSource source) {
    return switch (source) {
      case SecretSource.None _ -> true;
      case SecretSource.Given(var secret) -> secret.reveal().isEmpty();
      case SecretSource.InFile _, SecretSource.InJson _, SecretSource.Unset _ -> false;
    };
  }
}
