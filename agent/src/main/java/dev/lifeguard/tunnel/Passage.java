package dev.lifeguard.tunnel;

import java.time.Duration;

/**
 * A way to where a forward leads, for a probe: what is said goes to the destination, what that
 * answers is heard. Hearing blocks: for virtual threads.
 */
public sealed interface Passage extends AutoCloseable permits SessionPassage, LocalPassage {
  /** What came next. */
  sealed interface Heard {
    record Bytes(byte[] bytes) implements Heard {}

    /** The far side says no more, or has broken off. */
    record End() implements Heard {}

    /** Nothing came in time. */
    record Nothing() implements Heard {}
  }

  /** Sends it all, sooner or later; whether it arrived shows in what is heard. */
  void say(byte[] bytes);

  Heard hear(Duration patience) throws InterruptedException;

  @Override
  void close();
}
