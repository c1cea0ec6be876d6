package dev.lifeguard.gateway.health;

import io.vertx.core.Future;

/** One thing to find out over a standing connection, which then tells what it found. */
interface Look {
  /** Completes when all is told. Never fails for an expected reason. */
  Future<?> look(Asker asker);

  /** The connection is gone: what this look knew is not known any more. */
  void blind(String because);
}
