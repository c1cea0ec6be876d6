package dev.lifeguard.gateway;

import dev.lifeguard.reason.Failure;
import dev.lifeguard.reason.Reason;
import dev.lifeguard.time.Time;
import io.netty.handler.codec.http.websocketx.CorruptedWebSocketFrameException;
import io.vertx.core.Future;
import io.vertx.core.http.ClientWebSocket;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketConnectOptions;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * One WebSocket: text in and out, what was heard last, and how it ended, told once. Its handlers
 * are set before it connects, because the gateway speaks first. Lives on one event loop.
 */
final class Wire {
  /** What a wire tells. */
  sealed interface Heard {
    record Came(Frame frame) implements Heard {}

    record Ended(Closed how) implements Heard {}
  }

  private static final int TRY_AGAIN_LATER = 1013;
  private static final int AUTH_CHANGED = 4001;
  private static final int ABNORMAL = 1006;

  private final Time time;
  private final ClientWebSocket socket;
  private Consumer<Heard> listener = _ -> {};
  private Optional<Closed> announced = Optional.empty();
  private final Traffic traffic = new Traffic();
  private boolean open;
  private boolean ended;
  private long heardAt;

  Wire(WebSocketClient client, Time time) {
    this.time = time;
    this.socket = client.webSocket();
    this.heardAt = time.nanos();
  }

  Future<Void> open(WebSocketConnectOptions options) {
    socket
        .textMessageHandler(this::text)
        .binaryMessageHandler(_ -> misbehaved(Reason.FRAME_MALFORMED, "a binary message"))
        .frameHandler(_ -> heardAt = time.nanos())
        .exceptionHandler(this::exception)
        .endHandler(_ -> closing())
        .closeHandler(_ -> closing());
    return socket.connect(options).onSuccess(_ -> opened()).mapEmpty();
  }

  private void opened() {
    open = true;
    heardAt = time.nanos();
    if (ended) close(); // given up while it was opening
  }

  /** From now on this one hears; the one before hears no more. */
  void listen(Consumer<Heard> next) {
    listener = next;
  }

  Traffic traffic() {
    return traffic;
  }

  Duration quietFor() {
    return time.since(heardAt);
  }

  Future<Void> send(JsonObject frame) {
    return socket.writeTextMessage(frame.encode());
  }

  /** Ends it for a reason of ours. */
  void end(Closed how) {
    if (ended) return;
    announced = Optional.of(how);
    tell(how);
    close();
  }

  private void close() {
    if (open) socket.close().onFailure(_ -> open = false);
  }

  private void text(String message) {
    if (ended) return;
    traffic.came(message.length());
    switch (Frame.decode(message, traffic)) {
      case Frame.Malformed(var failure) -> end(new Closed.Misbehaved(failure));
      case Frame.Push(var event, var payload) when event.equals("shutdown") -> shutdown(payload);
      case Frame frame -> listener.accept(new Heard.Came(frame));
    }
  }

  /** Restart and stop close with the same code: only this announcement tells them apart. */
  private void shutdown(Payload payload) {
    announced =
        Optional.of(
            payload
                .whole("restartExpectedMs")
                .<Closed>map(
                    ms -> new Closed.Restarting(Duration.ofMillis(Math.clamp(ms, 0, 600_000))))
                .orElseGet(Closed.Stopping::new));
    listener.accept(new Heard.Came(new Frame.Push("shutdown", payload)));
  }

  private void exception(Throwable thrown) {
    var text = String.valueOf(thrown.getMessage());
    switch (thrown) {
      case CorruptedWebSocketFrameException _ when text.startsWith("Max frame length") ->
          misbehaved(Reason.FRAME_TOO_LARGE, text);
      case CorruptedWebSocketFrameException _ -> misbehaved(Reason.FRAME_MALFORMED, text);
      case IllegalStateException _ -> misbehaved(Reason.FRAME_TOO_LARGE, text); // fragments
      default -> {} // the end follows by itself
    }
  }

  private void misbehaved(Reason reason, String detail) {
    end(new Closed.Misbehaved(new Failure(reason, detail)));
  }

  /** The close frame counts, not the TCP connection's end, which may take its time. */
  private void closing() {
    if (!ended) tell(how());
  }

  private Closed how() {
    int code = socket.closeStatusCode() == null ? ABNORMAL : socket.closeStatusCode();
    var reason = socket.closeReason() == null ? "" : socket.closeReason();
    return switch (code) {
      case AUTH_CHANGED -> new Closed.AuthChanged();
      case TRY_AGAIN_LATER -> new Closed.TooEarly();
      case ABNORMAL -> announced.orElseGet(() -> new Closed.Lost("closed without a word (1006)"));
      default -> announced.orElseGet(() -> new Closed.Dismissed(code, reason));
    };
  }

  private void tell(Closed how) {
    ended = true;
    listener.accept(new Heard.Ended(how));
  }
}
