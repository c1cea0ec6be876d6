package dev.lifeguard.ssh;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/** The few threads that serve all sessions; each connection stays with one of them. */
final class IoLoops implements AutoCloseable {
  private final List<IoLoop> loops;
  private final AtomicInteger next = new AtomicInteger();

  IoLoops(int threads) {
    loops = IntStream.rangeClosed(1, threads).mapToObj(n -> new IoLoop("ssh-io-" + n)).toList();
  }

  IoLoop next() {
    return loops.get(Math.floorMod(next.getAndIncrement(), loops.size()));
  }

  @Override
  public void close() {
    loops.forEach(IoLoop::close);
  }
}
