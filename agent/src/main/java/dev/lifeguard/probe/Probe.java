package dev.lifeguard.probe;

import dev.lifeguard.probe.ProbeOutcome.Reading;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/**
 * One thing to look at, either by blocking a thread of its own or by calling back. Most probes
 * block; one that runs thousands of times a minute need not pay for a thread.
 */
public sealed interface Probe {
  /** The look's own name: what is scheduled, and never under way twice. */
  ProbeId id();

  /** Whom the outcome is told for: probes that share one look have one id each. */
  default List<ProbeId> tellsFor() {
    return List.of(id());
  }

  /** The bulkhead: probes of one host never take another host's slots. */
  String host();

  /** The hard deadline of one look. */
  Duration timeout();

  /** What is not known when no look could be made: told as such, so that no old value lives on. */
  default List<Reading> blind(String because) {
    return List.of();
  }

  /**
   * Looks on a virtual thread of its own and may block. It is interrupted at its deadline, and a
   * watchdog gives up on it one second later.
   */
  non-sealed interface Blocking extends Probe {
    ProbeOutcome look() throws InterruptedException;
  }

  /**
   * Starts a look, returns at once and answers later, once, from any thread. Asked to {@link
   * Look#end()} at its deadline it answers with what it has; the same watchdog stands behind it.
   */
  non-sealed interface Async extends Probe {
    Look look(Consumer<ProbeOutcome> answer);
  }

  /** A look under way. Ending it twice, or after its answer, does nothing. */
  @FunctionalInterface
  interface Look {
    void end();
  }
}
