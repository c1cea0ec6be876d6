package dev.lifeguard.probe;

import java.time.Duration;

/**
 * One thing to look at. {@link #look} runs on a virtual thread of its own and may block; it is
 * interrupted at its deadline, and a watchdog gives up on it one second later.
 */
public interface Probe {
  ProbeId id();

  /** The bulkhead: probes of one host never take another host's slots. */
  String host();

  /** The hard deadline of one look. */
  Duration timeout();

  ProbeOutcome look() throws InterruptedException;
}
