package dev.lifeguard.fact;

import java.time.Duration;

/** A fact's value: a number in the fact's base unit or its least, a word, or not known and why. */
public sealed interface FactValue {
  /** Seconds, a ratio (0.05 is 5 %), a count or 0/1. Infinite latency means: no answer. */
  record Amount(double value) implements FactValue {}

  /**
   * A number of which only the least is known: only a part of what is counted was seen. The clause
   * says which part, for people.
   */
  record AtLeast(double value, String because) implements FactValue {}

  record Word(String value) implements FactValue {}

  /** Not known; the clause says why, for people. */
  record Unknown(String because) implements FactValue {}

  static FactValue of(double value) {
    return new Amount(value);
  }

  static FactValue atLeast(double value, String because) {
    return new AtLeast(value, because);
  }

  static FactValue of(boolean claim) {
    return new Amount(claim ? 1 : 0);
  }

  static FactValue of(Duration duration) {
    return new Amount(duration.toNanos() / 1e9);
  }

  static FactValue of(String word) {
    return new Word(word);
  }

  static FactValue unknown(String because) {
    return new Unknown(because);
  }
}
