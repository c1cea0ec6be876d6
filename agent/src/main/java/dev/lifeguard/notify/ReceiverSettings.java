package dev.lifeguard.notify;

/** A receiver as configured: knows how to open itself. */
public interface ReceiverSettings {
  /** As rules name it. */
  String name();

  Receiver open(Outside outside);
}
