package dev.lifeguard.gateway;

import dev.lifeguard.reason.Reason;
import dev.lifeguard.time.Time;
import dev.lifeguard.time.Timer;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * A connection that stands, from its hello to its end: calls with ids and deadlines, answers in any
 * order, and what the gateway tells unasked. Lives on the event loop that dialled it.
 */
public final class GatewayConnection {
  private record Pending(Promise<Reply> promise, long since, Timer deadline) {}

  private final Wire wire;
  private final Time time;
  private final Limits limits;
  private final Hello hello;
  private final Phases phases;
  private final Optional<Instant> certificateExpires;
  private final Consumer<Signal> listener;
  private final Map<String, Pending> pending = new LinkedHashMap<>();
  private long calls;
  private boolean ended;

  GatewayConnection(
      Wire wire,
      Dialer dialer,
      Hello hello,
      Phases phases,
      Optional<Instant> certificateExpires,
      Consumer<Signal> listener) {
    this.wire = wire;
    this.time = dialer.time;
    this.limits = dialer.limits;
    this.hello = hello;
    this.phases = phases;
    this.certificateExpires = certificateExpires;
    this.listener = listener;
    wire.listen(this::heard);
  }

  public Hello hello() {
    return hello;
  }

  public Phases phases() {
    return phases;
  }

  public Optional<Instant> certificateExpires() {
    return certificateExpires;
  }

  public Traffic traffic() {
    return wire.traffic();
  }

  /** Since when nothing came, not even a WebSocket ping, which the gateway sends every 25 s. */
  public Duration quietFor() {
    return wire.quietFor();
  }

  public Future<Reply> call(String method, JsonObject params) {
    return call(method, params, limits.call());
  }

  /** Never fails: what went wrong is a value. */
  public Future<Reply> call(String method, JsonObject params, Duration within) {
    if (ended) return Future.succeededFuture(Reply.missing(Reason.RESET, "not connected"));
    if (pending.size() >= Limits.PENDING)
      return Future.succeededFuture(Reply.missing(Reason.BULKHEAD_FULL, "too many calls at once"));
    var id = "lg-" + ++calls;
    var promise = Promise.<Reply>promise();
    var late = time.after(within, () -> late(id, method, within));
    pending.put(id, new Pending(promise, time.nanos(), late));
    wire.send(
            new JsonObject()
                .put("type", "req")
                .put("id", id)
                .put("method", method)
                .put("params", params))
        .onFailure(e -> settle(id, new Reply.Missing(NetworkFailures.of(e))));
    return promise.future();
  }

  public void close() {
    wire.end(new Closed.Done());
  }

  /** Ends it because the gateway has not answered for so long. */
  public void giveUp(Duration unanswered) {
    wire.end(new Closed.Silent(unanswered));
  }

  private void heard(Wire.Heard heard) {
    switch (heard) {
      case Wire.Heard.Came(Frame.Push(var event, var payload)) ->
          listener.accept(new Signal.Pushed(event, payload));
      case Wire.Heard.Came(Frame.Answered(var id, var payload)) ->
          settle(id, new Reply.Answered(payload, took(id)));
      case Wire.Heard.Came(Frame.Refused(var id, var error)) ->
          settle(id, new Reply.Refused(error, took(id)));
      case Wire.Heard.Came _ -> traffic().ignored(Traffic.Odd.FRAME);
      case Wire.Heard.Ended(var how) -> end(how);
    }
  }

  private Duration took(String id) {
    return pending.containsKey(id) ? time.since(pending.get(id).since()) : Duration.ZERO;
  }

  private void late(String id, String method, Duration within) {
    settle(
        id, Reply.missing(Reason.TIMEOUT, method + " unanswered for " + within.toMillis() + " ms"));
  }

  private void settle(String id, Reply reply) {
    var call = pending.remove(id);
    if (call == null) {
      traffic().ignored(Traffic.Odd.ANSWER);
      return;
    }
    call.deadline().cancel();
    call.promise().tryComplete(reply);
  }

  private void end(Closed how) {
    ended = true;
    for (var id : List.copyOf(pending.keySet())) settle(id, new Reply.Missing(how.failure()));
    listener.accept(new Signal.Ended(how));
  }
}
