package dev.lifeguard.app;

import dev.lifeguard.bus.Bus;
import dev.lifeguard.time.Time;
import dev.lifeguard.tunnel.TunnelEvent;
import dev.lifeguard.tunnel.TunnelState;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Notices that a tunnel came up, which may be because the SSH configuration was mended: then its
 * first hop can be another one than that which is dialled for its latency. On the bus's thread.
 */
final class MovedHops {
  /** Tunnels come up in crowds. */
  private static final Duration TOGETHER = Duration.ofSeconds(1);

  private static final Logger log = LoggerFactory.getLogger(MovedHops.class);

  private final Time time;
  private final Supplier<Future<Void>> look;
  private volatile boolean due;

  /**
   * @param look plans the hops anew if one is elsewhere now
   */
  MovedHops(Bus bus, Time time, Supplier<Future<Void>> look) {
    this.time = time;
    this.look = look;
    bus.on(TunnelEvent.StateChanged.class, this::changed);
  }

  private void changed(TunnelEvent.StateChanged event) {
    if (due || !(event.to() instanceof TunnelState.Active)) return;
    due = true;
    time.after(TOGETHER, this::lookAtThem);
  }

  private void lookAtThem() {
    due = false;
    look.get().onFailure(e -> log.error("the first hops cannot be looked at", e));
  }
}
