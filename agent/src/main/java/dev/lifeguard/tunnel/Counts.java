package dev.lifeguard.tunnel;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

/** What one forward has carried since it was configured. Usable from any thread. */
final class Counts {
  /** At one moment; {@code up} is towards the far side of the SSH session, as bytes. */
  record Snapshot(long accepted, long served, long cut, int open, int held, long up, long down) {}

  final LongAdder accepted = new LongAdder();
  final LongAdder served = new LongAdder();
  final LongAdder cut = new LongAdder();
  final AtomicInteger open = new AtomicInteger();
  final AtomicInteger held = new AtomicInteger();
  final LongAdder up = new LongAdder();
  final LongAdder down = new LongAdder();

  Snapshot snapshot() {
    return new Snapshot(
        accepted.sum(), served.sum(), cut.sum(), open.get(), held.get(), up.sum(), down.sum());
  }
}
