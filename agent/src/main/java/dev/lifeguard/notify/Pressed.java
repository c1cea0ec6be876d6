package dev.lifeguard.notify;

import java.util.Optional;

/**
 * Somebody pressed the button in a message: they take the alert.
 *
 * @param alert its fingerprint
 * @param who as the service names them
 * @param receiver whose message it was
 */
public record Pressed(String alert, String who, String receiver) {
  /** What a button carries: short, since Telegram allows 64 bytes. */
  private static final String PREFIX = "ack:";

  private static final int LONGEST = 64;

  /** The buttons of one message, at most. */
  public static final int BUTTONS = 5;

  public static String data(String alert) {
    return PREFIX + alert;
  }

  /** The alert that the data names; empty when it is not ours. */
  public static Optional<String> alert(String data) {
    return data.length() <= LONGEST && data.matches(PREFIX + "[A-Za-z0-9_-]+")
        ? Optional.of(data.substring(PREFIX.length()))
        : Optional.empty();
  }
}
