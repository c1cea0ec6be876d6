package dev.lifeguard.bench;

import dev.lifeguard.fact.Fact;
import dev.lifeguard.fact.FactValue;
import dev.lifeguard.rule.Condition;
import dev.lifeguard.rule.Term;
import dev.lifeguard.rule.Truth;
import dev.lifeguard.rule.Values;
import dev.lifeguard.rule.Vocabulary;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/** Row P15: condition evaluations a second on one core, over the shipped kinds of conditions. */
public final class ConditionBench {
  private static final List<String> CONDITIONS =
      List.of(
          "gateway_status != \"running\"",
          "error_rate > 5%",
          "p99_latency > 10s",
          "tunnel_state == \"active\" and tunnel_up == 0",
          "gateway_status not in [\"running\", \"busy\", \"quiet\"] or error_rate > 5% and p99_latency > 10s");
  private static final int ROUNDS = 5;
  private static final int VARIETY = 1024;
  private static final int EACH = 4_000_000;

  private ConditionBench() {}

  public static void main(String[] args) {
    var conditions = CONDITIONS.stream().map(ConditionBench::read).toList();
    var random = new Random(1);
    var values = conditions.stream().map(condition -> values(condition, random)).toList();
    var best = 0.0;
    var seen = 0L;
    for (var round = 0; round < ROUNDS; round++) {
      var start = System.nanoTime();
      for (var i = 0; i < conditions.size(); i++) seen += run(conditions.get(i), values.get(i));
      best = Math.max(best, 1e9 * EACH * conditions.size() / (System.nanoTime() - start));
    }
    System.out.printf(
        "P15 condition evaluations: %.1f M/s and core (bar: 5 M/s), %d held%n", best / 1e6, seen);
  }

  private static long run(Condition condition, List<Values> seen) {
    var held = 0L;
    for (var i = 0; i < EACH; i++)
      if (condition.test(seen.get(i & VARIETY - 1)) == Truth.TRUE) held++;
    return held;
  }

  private static Condition read(String text) {
    return switch (Condition.read(text, Vocabulary.of(Fact.values()))) {
      case Condition.Reading.Read(var condition) -> condition;
      case Condition.Reading.Refused(var flaws) ->
          throw new IllegalStateException(flaws.toString());
    };
  }

  /** Many different sights, so that no branch can be guessed. */
  private static List<Values> values(Condition condition, Random random) {
    return Stream.generate(() -> sight(condition, random)).limit(VARIETY).toList();
  }

  private static Values sight(Condition condition, Random random) {
    var known = condition.terms().stream().map(t -> value(t, random)).toArray(FactValue[]::new);
    return term -> known[term];
  }

  private static FactValue value(Term term, Random random) {
    if (random.nextInt(20) == 0) return FactValue.unknown("nobody looked");
    if (term.isText()) return FactValue.of(term.words().get(random.nextInt(term.words().size())));
    return FactValue.of(random.nextInt(2) * 20.0);
  }
}
