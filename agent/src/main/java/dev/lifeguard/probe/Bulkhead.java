package dev.lifeguard.probe;

import java.util.ArrayDeque;
import java.util.Queue;

/**
 * The looks at one host: so many under way at once, so many waiting, and no more. Belongs to the
 * runner's context.
 */
final class Bulkhead {
  /**
   * How many looks at one host run at once, and how many may wait for their turn.
   *
   * @param underWay at least one
   */
  record Limits(int underWay, int waiting) {}

  private final Limits limits;
  private final Queue<Runnable> waiting = new ArrayDeque<>();
  private int underWay;

  Bulkhead(Limits limits) {
    this.limits = limits;
  }

  /** Begins at once, or when its turn comes, or says that there is no room. */
  boolean enter(Runnable begin) {
    if (underWay < limits.underWay()) {
      underWay++;
      begin.run();
      return true;
    }
    return waiting.size() < limits.waiting() && waiting.add(begin);
  }

  /** One look is over, and the next in line begins in its place. */
  void leave() {
    var next = waiting.poll();
    if (next == null) underWay--;
    else next.run();
  }

  boolean idle() {
    return underWay == 0;
  }
}
