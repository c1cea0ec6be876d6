package dev.lifeguard.diagnosis.walk;

import dev.lifeguard.diagnosis.LayerCheck;
import dev.lifeguard.diagnosis.LayerCheck.Verdict;
import dev.lifeguard.diagnosis.PathLayer;
import dev.lifeguard.diagnosis.evidence.Sign;
import dev.lifeguard.fact.Fact;
import dev.lifeguard.fact.FactValue;
import dev.lifeguard.rule.Condition;
import dev.lifeguard.rule.Layer;
import dev.lifeguard.rule.Truth;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Holds what was seen of a layer against {@code thresholds.yaml}. Pure. */
final class Thresholds {
  private final List<Layer> layers;

  Thresholds(List<Layer> layers) {
    this.layers = List.copyOf(layers);
  }

  /** The line of a layer that carries: slow, or not settled yet, is a warning. */
  LayerCheck judge(PathLayer layer, List<Sign> seen, String note) {
    var rule = rule(layer);
    var value = rule.map(it -> value(it.check(), seen)).orElse("");
    if (rule.isEmpty()) return new LayerCheck(layer, what(layer), "well", "", Verdict.PASS, note);
    var verdict = verdict(test(rule.get().check(), seen));
    var settled = rule.get().settled().map(it -> test(it, seen)).orElse(Truth.TRUE);
    var unsettled = verdict == Verdict.PASS && settled == Truth.FALSE;
    var remark = unsettled ? "not settled: asked is " + rule.get().settled().get() : note;
    return new LayerCheck(
        layer, what(layer), value, text(layer), unsettled ? Verdict.WARN : verdict, remark);
  }

  /** What the layer's threshold speaks of. */
  String what(PathLayer layer) {
    return rule(layer)
        .map(it -> it.check().terms().getFirst().name().replace('_', ' '))
        .orElse(layer.code());
  }

  String text(PathLayer layer) {
    return rule(layer).map(it -> it.check().toString()).orElse("");
  }

  private Optional<Layer> rule(PathLayer layer) {
    return layers.stream().filter(it -> it.name().equals(layer.code())).findFirst();
  }

  private static Verdict verdict(Truth truth) {
    return switch (truth) {
      case TRUE -> Verdict.PASS;
      case FALSE -> Verdict.WARN; // it carries
      case UNKNOWN -> Verdict.UNKNOWN;
    };
  }

  private static Truth test(Condition condition, List<Sign> seen) {
    var terms = condition.terms();
    return condition.test(
        position -> latest(Fact.of(terms.get(position).name()).orElseThrow(), seen));
  }

  private static String value(Condition condition, List<Sign> seen) {
    var fact = Fact.of(condition.terms().getFirst().name()).orElseThrow();
    return text(fact, latest(fact, seen));
  }

  private static String text(Fact fact, FactValue value) {
    return switch (value) {
      case FactValue.Word(var word) -> word;
      case FactValue.Unknown _ -> "unknown";
      case FactValue.Amount(var amount) when Double.isInfinite(amount) -> "no answer";
      case FactValue.Amount(var amount) when fact.unit() == Fact.Unit.SECONDS -> length(amount);
      case FactValue.Amount(var amount) when fact.unit() == Fact.Unit.RATIO ->
          "%.0f %%".formatted(amount * 100);
      case FactValue.Amount(var amount) -> "%.0f".formatted(amount);
      case FactValue.AtLeast(var least, _) -> "at least " + text(fact, FactValue.of(least));
    };
  }

  static String length(double seconds) {
    if (seconds < 0.001) return "%.2f ms".formatted(seconds * 1000);
    if (seconds < 1) return "%.1f ms".formatted(seconds * 1000);
    var whole = Duration.ofSeconds((long) seconds);
    return seconds < 60
        ? "%.1f s".formatted(seconds)
        : whole.toMinutes() + " min " + whole.toSecondsPart() + " s";
  }

  private static FactValue latest(Fact fact, List<Sign> seen) {
    return seen.reversed().stream()
        .filter(sign -> sign instanceof Sign.Seen it && it.fact() == fact)
        .map(sign -> ((Sign.Seen) sign).value())
        .findFirst()
        .orElseGet(() -> FactValue.unknown("not looked at"));
  }
}
