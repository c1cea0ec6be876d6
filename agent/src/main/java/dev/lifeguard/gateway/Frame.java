package dev.lifeguard.gateway;

import dev.lifeguard.reason.Failure;
import dev.lifeguard.reason.Reason;
import java.util.Optional;
import java.util.Set;

/** One message of the gateway, as far as we understand it. */
sealed interface Frame {
  /** Something that it tells unasked. */
  record Push(String event, Payload payload) implements Frame {}

  record Answered(String id, Payload payload) implements Frame {}

  record Refused(String id, GatewayError error) implements Frame {}

  /** An object, but none of the kinds we know: a newer gateway may well send it. */
  record Foreign(String kind) implements Frame {}

  /** No object at all, cut off, too deep or too large: the connection cannot be trusted further. */
  record Malformed(Failure failure) implements Frame {}

  Set<String> KNOWN =
      Set.of("type", "id", "ok", "payload", "error", "event", "seq", "stateVersion");

  static Frame decode(String text, Traffic traffic) {
    var read = PayloadReader.read(text);
    if (read.isEmpty()) return malformed(text);
    var frame = read.get();
    for (var field : frame.keys()) if (!KNOWN.contains(field)) traffic.ignored(Traffic.Odd.FIELD);
    return switch (frame.text("type").orElse("")) {
      case "event" -> push(frame);
      case "res" -> response(frame);
      case String kind -> new Foreign(kind);
    };
  }

  private static Frame push(Payload frame) {
    return frame
        .text("event")
        .<Frame>map(event -> new Push(event, frame.child("payload")))
        .orElseGet(() -> new Foreign("event"));
  }

  private static Frame response(Payload frame) {
    Optional<String> id = frame.text("id");
    Optional<Boolean> ok = frame.flag("ok");
    if (id.isEmpty() || ok.isEmpty()) return new Foreign("res");
    return ok.get()
        ? new Answered(id.get(), frame.child("payload"))
        : new Refused(id.get(), GatewayError.of(frame.child("error")));
  }

  private static Frame malformed(String text) {
    return new Malformed(
        new Failure(
            Reason.FRAME_MALFORMED,
            "no JSON object within the limits, " + text.length() + " chars"));
  }
}
