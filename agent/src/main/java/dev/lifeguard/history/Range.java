package dev.lifeguard.history;

/** The least and the greatest of several amounts, and their sum. */
public record Range(double low, double high, double total) {
  static Range of(double amount) {
    return new Range(amount, amount, amount);
  }

  Range with(Range other) {
    return new Range(Math.min(low, other.low), Math.max(high, other.high), total + other.total);
  }

  boolean steady() {
    return low == high;
  }
}
