package dev.lifeguard.gateway;

import dev.lifeguard.time.Time;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.internal.VertxInternal;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.time.Duration;

/**
 * Asks a gateway single questions, each on a short connection of its own with no more rights than
 * the question needs. Usable from any thread.
 */
public final class GatewayInquiry {
  /** What a question needs. */
  public enum Right {
    READ(Dialer.READ),
    PAIRING("operator.pairing");

    private final String scope;

    Right(String scope) {
      this.scope = scope;
    }
  }

  /** A question without arguments. */
  public record Question(String method, Right right) {}

  private final Context context;
  private final Time time;
  private final Dialer dialer;
  private final AttemptGate gate = new AttemptGate();

  /**
   * @param key the file of our device key
   */
  public GatewayInquiry(Vertx vertx, Time time, GatewaySettings settings, Path key) {
    this.context = ((VertxInternal) vertx).createEventLoopContext();
    this.time = time;
    this.dialer = new Dialer(vertx, time, settings, Limits.DEFAULT, key);
  }

  /** Never fails: what went wrong is a value. */
  public Future<Reply> ask(Question question, Duration within) {
    var done = Promise.<Reply>promise();
    context.runOnContext(
        _ ->
            dialer
                .credential()
                .compose(credential -> ask(credential, question, within))
                .onSuccess(done::complete)
                .onFailure(e -> done.complete(new Reply.Missing(NetworkFailures.of(e)))));
    return done.future();
  }

  private Future<Reply> ask(Credential credential, Question question, Duration within) {
    var closed = gate.closed(credential, time.nanos());
    if (closed.isPresent()) return Future.succeededFuture(new Reply.Missing(closed.get()));
    return dialer
        .dial(credential, question.right().scope, ConnectRequest.Range.OURS, _ -> {})
        .compose(
            attempt ->
                switch (attempt) {
                  case Attempt.Failed(var failure) -> {
                    gate.failed(credential, failure, time.nanos());
                    yield Future.succeededFuture(new Reply.Missing(failure.failure()));
                  }
                  case Attempt.Stands(var connection) ->
                      connection
                          .call(question.method(), new JsonObject(), within)
                          .onComplete(_ -> connection.close());
                });
  }

  public void close() {
    context.runOnContext(_ -> dialer.close());
  }
}
