package dev.lifeguard.tunnel;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

/** What one forward has carried since it was configured. Usable from any thread. */
final class Counts {
  final LongAdder accepted = new LongAdder();
  final LongAdder served = new LongAdder();
  final LongAdder cut = new LongAdder();
  final AtomicInteger open = new AtomicInteger();
  final AtomicInteger held = new AtomicInteger();
  final LongAdder up = new LongAdder();
  final LongAdder down = new LongAdder();

  TunnelView.Connected connected() {
    return new TunnelView.Connected(
        accepted.sum(), served.sum(), cut.sum(), open.get(), held.get());
  }
}
