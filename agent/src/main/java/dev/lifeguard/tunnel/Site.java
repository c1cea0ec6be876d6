package dev.lifeguard.tunnel;

import dev.lifeguard.bus.Bus;
import dev.lifeguard.time.Time;
import java.time.Duration;

/** What the forwards of an agent share: where they tell, what they wait by and run on. */
record Site(Bus bus, Time time, Loop loop, Knocks knocks, Hold hold) {
  private static final Duration AGAIN = Duration.ofSeconds(1);

  /** Runs on the loop, in a second: what could not be done now. */
  void again(Runnable task) {
    time.after(AGAIN, () -> loop.run(task));
  }

  /**
   * How connections wait while there is no session.
   *
   * @param longest a connection that waits longer is reset
   * @param most so many per forward; further ones wait in the kernel's queue
   */
  record Hold(Duration longest, int most) {
    static final Hold DEFAULT = new Hold(Duration.ofSeconds(10), 1024);
  }
}
