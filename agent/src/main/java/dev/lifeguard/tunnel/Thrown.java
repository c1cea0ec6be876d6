package dev.lifeguard.tunnel;

import dev.lifeguard.reason.FailedException;
import dev.lifeguard.reason.Failure;
import dev.lifeguard.reason.Reason;
import java.util.concurrent.CompletionException;

/** What a stage that failed means. */
final class Thrown {
  private Thrown() {}

  static Failure failure(Throwable thrown) {
    return switch (thrown) {
      case FailedException expected -> expected.failure();
      case CompletionException wrapper when wrapper.getCause() != null ->
          failure(wrapper.getCause());
      default -> new Failure(Reason.BROKEN, thrown.toString());
    };
  }
}
