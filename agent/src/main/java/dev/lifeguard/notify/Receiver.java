package dev.lifeguard.notify;

import io.vertx.core.Future;
import java.util.List;

/**
 * Somebody who can be told. A failed future carries a {@code FailedException}, whose reason says
 * whether trying again can help.
 */
public interface Receiver extends AutoCloseable {
  String name();

  /** Tells; succeeds once the other side has taken it over. Ends within its own deadline. */
  Future<Void> send(Notice notice);

  /** So many alerts of one notice are spelled out, the rest counted: people read no more. */
  default int spelledOut() {
    return 20;
  }

  /** What it was told before the agent started, and what still stands of that. */
  default void remember(List<Notice> standing) {}

  @Override
  default void close() {}
}
