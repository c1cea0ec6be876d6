package dev.lifeguard.baseline;

/** Whether a shared secret is long and mixed enough. Never keeps or tells it. */
final class SafeText {
  private static final int SHORTEST = 32;

  private SafeText() {}

  /** What is wrong with it; empty: nothing. */
  static String flaw(String secret) {
    if (secret.length() < SHORTEST)
      return "has " + secret.length() + " characters; at least " + SHORTEST + " are wanted";
    if (secret.chars().noneMatch(Character::isLetter)) return "has no letter";
    if (secret.chars().noneMatch(Character::isDigit)) return "has no digit";
    if (secret.chars().distinct().count() < 8) return "repeats a few characters only";
    return "";
  }
}
