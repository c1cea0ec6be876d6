package dev.lifeguard.bus;

/** A listener's place on the bus. Ending it twice does nothing. */
@FunctionalInterface
public interface Subscription {
  void end();
}
