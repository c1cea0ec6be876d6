package dev.lifeguard.remedy;

/** May a step be done again when nobody knows whether it was done: after a kill, or a time-out? */
public enum Repetition {
  /** Done twice is the same as done once. */
  REPEATABLE,
  /** A second time could do harm: the run ends inconclusive and a person is told. */
  ONCE
}
