package dev.lifeguard.rule;

/** What an alert makes of a verdict that cannot be given. */
public enum NoData {
  /** The alert becomes unknown; nobody is told that all is well, nor that it is not. */
  UNKNOWN,
  /** Silence is as bad as a breach. */
  FIRE,
  /** The alert stays as it is. */
  KEEP
}
