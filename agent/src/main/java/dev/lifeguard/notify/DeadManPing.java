package dev.lifeguard.notify;

import dev.lifeguard.bus.Bus;
import dev.lifeguard.notify.NotifyEvent.DeadManPinged;
import dev.lifeguard.notify.NotifySettings.DeadMan;
import dev.lifeguard.reason.Failure;
import dev.lifeguard.reason.Reason;
import dev.lifeguard.time.Timer;
import io.vertx.core.Future;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Calls out as long as the agent is well, so that somebody else notices when it no longer does: a
 * dead agent alerts nobody. Lives on one event-loop context.
 */
final class DeadManPing implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(DeadManPing.class);

  private final DeadMan settings;
  private final Outside outside;
  private final Bus bus;
  private final Supplier<Future<Optional<String>>> ailment;
  private final Timer timer;

  /**
   * @param ailment what the agent itself suffers from; an answer that fails is one too
   */
  DeadManPing(
      DeadMan settings, Outside outside, Bus bus, Supplier<Future<Optional<String>>> ailment) {
    this.settings = settings;
    this.outside = outside;
    this.bus = bus;
    this.ailment = ailment;
    this.timer = outside.time().every(settings.every(), this::ping);
    ping();
  }

  private void ping() {
    ailment
        .get()
        .otherwise(e -> Optional.of(String.valueOf(e.getMessage())))
        .compose(ill -> ill.map(DeadManPing::keepSilent).orElseGet(this::call))
        .onSuccess(failure -> bus.publish(new DeadManPinged(failure, outside.time().now())));
  }

  private static Future<Optional<Failure>> keepSilent(String ill) {
    log.error("dead-man ping withheld because={}", ill);
    return Future.succeededFuture(Optional.of(new Failure(Reason.BROKEN, ill)));
  }

  private Future<Optional<Failure>> call() {
    return outside
        .call(settings.url())
        .map(_ -> Optional.<Failure>empty())
        .otherwise(
            e -> {
              log.warn("dead-man ping not answered because={}", e.getMessage());
              return Optional.of(Attempt.failure(e));
            });
  }

  @Override
  public void close() {
    timer.cancel();
  }
}
