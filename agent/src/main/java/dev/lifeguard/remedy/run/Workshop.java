package dev.lifeguard.remedy.run;

import dev.lifeguard.bus.Bus;
import dev.lifeguard.remedy.RemedyEvent;
import dev.lifeguard.time.Time;
import dev.lifeguard.time.Timer;
import io.vertx.core.Context;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Callable;

/** What all parts of the engine work with; everything happens on its context. */
record Workshop(
    Bus bus, Time time, Journal journal, StepKinds kinds, Surroundings around, Context context) {

  Instant now() {
    return time.now();
  }

  void tell(RemedyEvent event) {
    bus.publish(event);
  }

  /** Rings on the engine's context, whoever turns the clock. */
  Timer after(Duration delay, Runnable action) {
    return time.after(delay, () -> context.runOnContext(_ -> action.run()));
  }

  /** Waits elsewhere, comes back here. */
  <T> StepThread<T> aside(String name, Callable<T> task) {
    return StepThread.start(context, name, task);
  }
}
