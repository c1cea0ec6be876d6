package dev.lifeguard.gateway;

/** What a standing connection tells of itself. The last one is always {@link Ended}. */
public sealed interface Signal {
  /** The gateway told something unasked. */
  record Pushed(String event, Payload payload) implements Signal {}

  record Ended(Closed how) implements Signal {}
}
