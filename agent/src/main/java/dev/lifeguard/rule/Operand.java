package dev.lifeguard.rule;

import dev.lifeguard.fact.Fact;
import java.math.BigDecimal;
import java.util.List;

/** One side of a comparison. */
public sealed interface Operand {
  /** A fact, or the cause. */
  record Name(String name) implements Operand {
    @Override
    public String toString() {
      return name;
    }
  }

  /** What is written down as it stands. */
  sealed interface Literal extends Operand {}

  /** As written: the amount in the unit that stands behind it. */
  record Number(double amount, Suffix suffix) implements Literal {
    /** In base units: seconds, a ratio, or the plain number. */
    double value() {
      return suffix.toBase(amount);
    }

    @Override
    public String toString() {
      return new BigDecimal(Double.toString(amount)).stripTrailingZeros().toPlainString()
          + suffix.text;
    }
  }

  record Text(String text) implements Literal {
    @Override
    public String toString() {
      return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }
  }

  /** The units that a number can carry. */
  enum Suffix {
    NONE("", Fact.Unit.COUNT, 1, 1),
    MILLIS("ms", Fact.Unit.SECONDS, 1, 1000),
    SECONDS("s", Fact.Unit.SECONDS, 1, 1),
    MINUTES("m", Fact.Unit.SECONDS, 60, 1),
    HOURS("h", Fact.Unit.SECONDS, 3600, 1),
    DAYS("d", Fact.Unit.SECONDS, 86400, 1),
    PERCENT("%", Fact.Unit.RATIO, 1, 100);

    static final List<Suffix> ALL = List.of(values());

    final String text;
    final Fact.Unit unit;
    private final double times;
    private final double by;

    Suffix(String text, Fact.Unit unit, double times, double by) {
      this.text = text;
      this.unit = unit;
      this.times = times;
      this.by = by;
    }

    /** Divides rather than multiplies by a fraction, so that 5 % is the same double as 1/20. */
    double toBase(double amount) {
      return amount * times / by;
    }
  }
}
