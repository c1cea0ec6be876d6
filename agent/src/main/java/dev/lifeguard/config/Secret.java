package dev.lifeguard.config;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/** A text that must never be printed, logged or stored: its {@code toString} is {@code ***}. */
public final class Secret {
  private final String text;

  public Secret(String text) {
    this.text = text;
  }

  /** The secret itself: only for the wire. */
  public String reveal() {
    return text;
  }

  /** Compares in constant time. */
  public boolean matches(String candidate) {
    return MessageDigest.isEqual(bytes(text), bytes(candidate));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Secret that && matches(that.text);
  }

  @Override
  public int hashCode() {
    return text.hashCode();
  }

  @Override
  public String toString() {
    return "***";
  }
}
