package dev.lifeguard.notify;

/** Why an alert is told. */
public enum Occasion {
  FIRED,
  /** It still fires. */
  REMINDED,
  /** It still fires, and nobody took it: others are told. */
  ESCALATED,
  RESOLVED,
  /** Nothing is wrong: somebody tries whether the receiver works. */
  TESTED;

  /** Systems know two words; a test is told as a fire. */
  boolean firing() {
    return this != RESOLVED;
  }
}
