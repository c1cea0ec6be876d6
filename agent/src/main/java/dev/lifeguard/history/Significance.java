package dev.lifeguard.history;

import dev.lifeguard.fact.Fact;
import dev.lifeguard.fact.FactValue;
import dev.lifeguard.fact.FactValue.Amount;
import dev.lifeguard.fact.FactValue.AtLeast;
import dev.lifeguard.fact.FactValue.Unknown;
import dev.lifeguard.fact.FactValue.Word;

/**
 * Whether a value is another one, worth a record of its own. What is measured never reads the same
 * twice: a duration is another one when it moved by a tenth and by ten milliseconds, a ratio when
 * it moved by half a percent point. What lies between is in the minute's extremes.
 */
final class Significance {
  private static final double PART = 0.1;
  private static final double SECONDS = 0.010;
  private static final double RATIO = 0.005;

  private Significance() {}

  static boolean differs(Fact fact, FactValue before, FactValue now) {
    return switch (before) {
      case Amount(var was) when now instanceof Amount(var is) -> moved(fact.unit(), was, is);
      case Unknown _ -> !(now instanceof Unknown);
      case AtLeast(var was, _) when now instanceof AtLeast(var is, _) ->
          moved(fact.unit(), was, is);
      case Amount _, AtLeast _, Word _ -> !before.equals(now);
    };
  }

  private static boolean moved(Fact.Unit unit, double was, double is) {
    if (was == is) return false;
    if (!Double.isFinite(was) || !Double.isFinite(is)) return true;
    var by = Math.abs(is - was);
    return switch (unit) {
      case SECONDS -> by >= SECONDS && by >= PART * Math.abs(was);
      case RATIO -> by >= RATIO;
      case COUNT, FLAG, TEXT -> true;
    };
  }
}
