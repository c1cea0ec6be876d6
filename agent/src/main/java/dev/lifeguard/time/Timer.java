package dev.lifeguard.time;

/** A ringing that has been asked for. Cancelling twice, or after it rang, does nothing. */
@FunctionalInterface
public interface Timer {
  void cancel();
}
