package dev.lifeguard.notify;

import io.vertx.core.Future;

/**
 * Somebody who can be told. A failed future carries a {@code FailedException}, whose reason says
 * whether trying again can help.
 */
public interface Receiver extends AutoCloseable {
  String name();

  /** Tells; succeeds once the other side has taken it over. Ends within its own deadline. */
  Future<Void> send(Notice notice);

  @Override
  default void close() {}
}
