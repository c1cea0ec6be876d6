package dev.lifeguard.ssh;

/** Bytes of payload carried so far. */
public record Traffic(long sent, long received) {
  public static final Traffic NONE = new Traffic(0, 0);

  public Traffic plus(Traffic other) {
    return new Traffic(sent + other.sent, received + other.received);
  }
}
