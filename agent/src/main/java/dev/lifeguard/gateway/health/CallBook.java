package dev.lifeguard.gateway.health;

import dev.lifeguard.gateway.Payload;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.OptionalDouble;

/**
 * The gateway's model calls of the last five minutes, from its own recorder, by sequence number: so
 * none is counted twice. The numbers begin anew with its process.
 */
final class CallBook {
  static final String COMPLETED = "model.call.completed";
  static final String ERROR = "model.call.error";
  private static final Duration SPAN = Duration.ofMinutes(5);
  private static final int MOST = 20_000;

  private record Call(Instant at, boolean failed) {}

  private final Deque<Call> calls = new ArrayDeque<>();
  private long lastCompleted = -1;
  private long lastError = -1;

  JsonObject question(String type) {
    var params = new JsonObject().put("type", type).put("limit", 1000);
    var last = type.equals(ERROR) ? lastError : lastCompleted;
    return last < 0 ? params : params.put("sinceSeq", last);
  }

  void read(String type, Payload recorder) {
    var last = type.equals(ERROR) ? lastError : lastCompleted;
    var highest = last;
    for (var event : recorder.children("events")) {
      long seq = event.whole("seq").orElse(-1L);
      if (seq <= last || !event.text("type").filter(type::equals).isPresent()) continue;
      highest = Math.max(highest, seq);
      event.whole("ts").map(Instant::ofEpochMilli).ifPresent(at -> add(at, type.equals(ERROR)));
    }
    if (type.equals(ERROR)) lastError = highest;
    else lastCompleted = highest;
  }

  /** Another process: its numbers begin again. */
  void beginAnew() {
    lastCompleted = -1;
    lastError = -1;
  }

  /** Failed of all; empty without calls. */
  OptionalDouble errorRate(Instant now) {
    calls.removeIf(call -> call.at().isBefore(now.minus(SPAN)));
    if (calls.isEmpty()) return OptionalDouble.empty();
    var failed = calls.stream().filter(Call::failed).count();
    return OptionalDouble.of((double) failed / calls.size());
  }

  private void add(Instant at, boolean failed) {
    if (calls.size() >= MOST) calls.removeFirst();
    calls.addLast(new Call(at, failed));
  }
}
