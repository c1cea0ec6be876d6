package dev.lifeguard.notify;

/** Why an alert is told. */
public enum Occasion {
  FIRED,
  /** It still fires. */
  REMINDED,
  /** It still fires, and nobody took it: others are told. */
  ESCALATED,
  /** It still fires, and somebody took it: told to systems that keep such a state themselves. */
  TAKEN,
  RESOLVED,
  /** Nothing is wrong: somebody tries whether the receiver works. */
  TESTED,
  /** A remedy asks for a person, or for an answer: told once, and there is no end to tell. */
  SUMMONED;

  /** Whether somebody who was told of it wants to hear of its end. */
  boolean hasEnd() {
    return switch (this) {
      case FIRED, REMINDED, ESCALATED -> true;
      case TAKEN, RESOLVED, TESTED, SUMMONED -> false;
    };
  }

  /** Whether a receiver knows no more and no less of the fire once it was told this. */
  boolean isAside() {
    return this == TAKEN;
  }

  /** Whether somebody can take it: then it has a button. */
  public boolean canBeTaken() {
    return hasEnd();
  }

  /** Systems know two words; a test is told as a fire. */
  boolean firing() {
    return this != RESOLVED;
  }
}
