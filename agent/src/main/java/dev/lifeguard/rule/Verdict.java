package dev.lifeguard.rule;

/** What a rule says of a subject at one look. */
public enum Verdict {
  /** The condition holds. */
  BREACHED,
  /** The condition no longer holds, but what would clear it does not hold either. */
  LINGERING,
  /** All is well. */
  CLEARED,
  /** What would have to be known is not. */
  UNKNOWN
}
