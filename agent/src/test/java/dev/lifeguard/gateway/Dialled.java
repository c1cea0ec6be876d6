package dev.lifeguard.gateway;

import dev.lifeguard.config.Secret;
import dev.lifeguard.config.SecretSource;
import dev.lifeguard.time.RealTime;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Dials from a test's thread: everything runs on one event loop, answers are awaited with a bound.
 */
final class Dialled implements AutoCloseable {
  static final Duration BOUND = Duration.ofSeconds(30);

  final BlockingQueue<Signal> signals = new LinkedBlockingQueue<>();
  private final Vertx vertx;
  private final io.vertx.core.Context context;
  final Dialer dialer;

  Dialled(Vertx vertx, GatewaySettings settings, Limits limits) {
    this.vertx = vertx;
    this.context = vertx.getOrCreateContext();
    this.dialer =
        new Dialer(vertx, new RealTime(vertx), settings, limits, Path.of("target", "device.key"));
  }

  static Dialled to(Vertx vertx, URI url, String token) {
    return new Dialled(vertx, settings(url, token), Limits.DEFAULT);
  }

  static GatewaySettings settings(URI url, String token) {
    return GatewaySettings.of("test", url, new SecretSource.Given(new Secret(token)));
  }

  Attempt dial() {
    return dial(ConnectRequest.Range.OURS);
  }

  Attempt dial(ConnectRequest.Range range) {
    return on(
        () ->
            dialer
                .credential()
                .compose(known -> dialer.dial(known, Dialer.READ, range, signals::add)));
  }

  GatewayConnection connection() {
    return switch (dial()) {
      case Attempt.Stands(var connection) -> connection;
      case Attempt.Failed(var failure) -> throw new AssertionError(failure.toString());
    };
  }

  HandshakeFailure failure() {
    return switch (dial()) {
      case Attempt.Stands(var connection) ->
          throw new AssertionError("connected: " + connection.hello());
      case Attempt.Failed(var failure) -> failure;
    };
  }

  Reply call(GatewayConnection connection, String method, JsonObject params) {
    return on(() -> connection.call(method, params));
  }

  <T> T on(Supplier<Future<T>> question) {
    var asked = new java.util.concurrent.CompletableFuture<T>();
    context.runOnContext(
        _ -> question.get().onSuccess(asked::complete).onFailure(asked::completeExceptionally));
    return asked.orTimeout(BOUND.toMillis(), TimeUnit.MILLISECONDS).join();
  }

  Closed ended() throws InterruptedException {
    for (; ; ) {
      var signal = signals.poll(BOUND.toMillis(), TimeUnit.MILLISECONDS);
      if (signal == null) throw new AssertionError("the connection did not end");
      if (signal instanceof Signal.Ended(var how)) return how;
    }
  }

  @Override
  public void close() {
    dialer.close();
  }
}
