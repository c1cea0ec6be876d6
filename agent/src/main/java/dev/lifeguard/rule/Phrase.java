package dev.lifeguard.rule;

import dev.lifeguard.fact.Fact;
import dev.lifeguard.fact.FactValue;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/** Says a fact's value as people would: {@code 1h 30m}, {@code 5 %}, {@code no answer}. */
public final class Phrase {
  private static final MathContext SHORT = new MathContext(3, RoundingMode.HALF_UP);

  private Phrase() {}

  public static String of(Fact fact, FactValue value) {
    return switch (value) {
      case FactValue.Word(var word) -> word;
      case FactValue.Unknown _ -> "unknown";
      case FactValue.Amount(var amount) when Double.isNaN(amount) -> "unknown";
      case FactValue.Amount(var amount) -> amount(fact.unit(), amount);
      case FactValue.AtLeast(var amount, _) -> "at least " + amount(fact.unit(), amount);
    };
  }

  private static String amount(Fact.Unit unit, double amount) {
    return switch (unit) {
      case SECONDS -> Double.isInfinite(amount) ? "no answer" : seconds(amount);
      case RATIO -> shortened(amount * 100) + " %";
      case COUNT, FLAG, TEXT -> shortened(amount);
    };
  }

  private static String seconds(double seconds) {
    if (seconds < 0) return "-" + seconds(-seconds);
    if (seconds < 1) return shortened(seconds * 1000) + " ms";
    if (seconds < 60) return shortened(seconds) + " s";
    var whole = Math.round(seconds);
    if (whole < 3600) return pair(whole / 60, "m", whole % 60, "s");
    if (whole < 86400) return pair(whole / 3600, "h", whole % 3600 / 60, "m");
    return pair(whole / 86400, "d", whole % 86400 / 3600, "h");
  }

  private static String pair(long large, String unit, long small, String smaller) {
    return small == 0 ? large + unit : large + unit + " " + small + smaller;
  }

  /** Three digits that matter, but never less than the whole number. */
  private static String shortened(double amount) {
    if (Double.isInfinite(amount)) return amount > 0 ? "infinite" : "-infinite";
    if (Math.abs(amount) >= 1000) return Long.toString(Math.round(amount));
    return new BigDecimal(amount).round(SHORT).stripTrailingZeros().toPlainString();
  }
}
