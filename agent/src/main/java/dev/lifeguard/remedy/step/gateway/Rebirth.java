package dev.lifeguard.remedy.step.gateway;

import dev.lifeguard.gateway.GatewayControl.Welcome;
import dev.lifeguard.reason.FailedException;
import dev.lifeguard.reason.Failure;
import dev.lifeguard.reason.Reason;
import dev.lifeguard.remedy.step.Control;
import dev.lifeguard.remedy.step.Waiting;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Waits until a gateway lives another life: a boot id that is not the former one. Blocks. */
final class Rebirth {
  private static final Duration LOOK_AGAIN = Duration.ofMillis(500);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);

  /** What is left of the step's time to say how it went. */
  private static final Duration LAST_WORDS = Duration.ofSeconds(2);

  private final Control control;

  Rebirth(Control control) {
    this.control = control;
  }

  /** The new boot id. Fails with a FailedException when there is none in time. */
  String await(Optional<String> former, Instant deadline) throws InterruptedException {
    var time = control.time();
    var last = new Failure(Reason.TIMEOUT, "it did not answer");
    while (Waiting.until(deadline.minus(LAST_WORDS), time.now()).isPositive()) {
      var pause = LOOK_AGAIN;
      switch (control.welcome()) {
        case Welcome.Said(var hello) -> {
          if (former.filter(hello.bootId()::equals).isEmpty()) return hello.bootId();
          last = new Failure(Reason.TIMEOUT, "it still runs, and waits for its work to end");
        }
        case Welcome.None(var failure, var retryAfter) -> {
          if (hopeless(failure)) throw new FailedException(failure);
          last = failure;
          pause = retryAfter.filter(it -> it.compareTo(LOOK_AGAIN) > 0).orElse(LOOK_AGAIN);
        }
      }
      Waiting.pause(time, pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause);
    }
    throw new FailedException(
        last.reason(), "not restarted within the step's time: " + last.detail());
  }

  /** It may well have restarted, and will not let us in however often we ask. */
  private static boolean hopeless(Failure failure) {
    return switch (failure.reason()) {
      case AUTH_REJECTED, CREDENTIAL_MISSING, PAIRING_REQUIRED, SCOPE_MISSING, PROTOCOL_MISMATCH ->
          true;
      default -> false;
    };
  }
}
