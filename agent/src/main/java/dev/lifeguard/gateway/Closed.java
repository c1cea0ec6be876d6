package dev.lifeguard.gateway;

import dev.lifeguard.reason.Failure;
import dev.lifeguard.reason.Reason;
import java.time.Duration;

/** Why a connection that stood has ended. */
public sealed interface Closed {
  /** The gateway said so: it restarts, and expects to be back after about so long. */
  record Restarting(Duration expected) implements Closed {}

  /** The gateway said so: it stops. */
  record Stopping() implements Closed {}

  /** Close code 1013: it is not yet up. */
  record TooEarly() implements Closed {}

  /** Close code 4001: its token or password was changed. */
  record AuthChanged() implements Closed {}

  /** The connection broke without a word: process killed, tunnel gone, network gone. */
  record Lost(String detail) implements Closed {}

  /** The gateway ended it with a code that means nothing in particular to us. */
  record Dismissed(int code, String reason) implements Closed {}

  /** We ended it: what came was no understandable frame. */
  record Misbehaved(Failure failure) implements Closed {}

  /** We ended it: no answer came for two ticks. */
  record Silent(Duration unanswered) implements Closed {}

  /** We ended it because we no longer need it. */
  record Done() implements Closed {}

  /** The same as every listener, metric and log line names it. */
  default Failure failure() {
    return switch (this) {
      case Restarting(var expected) ->
          new Failure(
              Reason.GATEWAY_RESTARTING,
              "announced; expected back in " + expected.toMillis() + " ms");
      case Stopping _ -> new Failure(Reason.GATEWAY_STOPPED, "announced");
      case TooEarly _ -> new Failure(Reason.GATEWAY_STARTING, "closed with 1013");
      case AuthChanged _ -> new Failure(Reason.AUTH_CHANGED, "closed with 4001");
      case Lost(var detail) -> new Failure(Reason.RESET, detail);
      case Dismissed(var code, var reason) ->
          new Failure(Reason.UNAVAILABLE, ("closed with " + code + " " + reason).strip());
      case Misbehaved(var failure) -> failure;
      case Silent(var unanswered) ->
          new Failure(Reason.SILENT, "no answer for " + unanswered.toSeconds() + " s");
      case Done _ -> new Failure(Reason.CANCELLED, "no longer needed");
    };
  }
}
