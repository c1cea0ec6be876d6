package dev.lifeguard.notify;

import dev.lifeguard.reason.FailedException;
import dev.lifeguard.reason.Reason;
import io.vertx.core.Future;
import java.util.Optional;
import java.util.function.Function;

/**
 * A receiver that does as the verdict says: a reason to refuse with, or none. One named pager keeps
 * who took an alert, as PagerDuty does.
 */
record Scripted(String name, Function<Notice, Optional<Reason>> verdict)
    implements ReceiverSettings {
  @Override
  public boolean keepsWhoTookIt() {
    return name.equals("pager");
  }

  @Override
  public Receiver open(Outside outside) {
    return open();
  }

  Receiver open() {
    return new Receiver() {
      @Override
      public String name() {
        return name;
      }

      @Override
      public Future<Void> send(Notice notice) {
        return verdict
            .apply(notice)
            .<Future<Void>>map(
                reason -> Future.failedFuture(new FailedException(reason, "as told")))
            .orElseGet(Future::succeededFuture);
      }
    };
  }
}
