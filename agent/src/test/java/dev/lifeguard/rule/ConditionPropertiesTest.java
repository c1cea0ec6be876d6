package dev.lifeguard.rule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.fact.Fact;
import dev.lifeguard.fact.FactValue;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class ConditionPropertiesTest {
  private static final Vocabulary FACTS = Vocabulary.of(Fact.values());

  @Property(tries = 500)
  void readsBackWhatItPrints(@ForAll("expressions") Expression expression) {
    assertThat(Condition.read(expression.toString(), FACTS))
        .isInstanceOfSatisfying(
            Condition.Reading.Read.class,
            read -> assertThat(read.condition().expression()).isEqualTo(expression));
  }

  @Property(tries = 300)
  void staysUnknownWhenNothingIsKnown(@ForAll("expressions") Expression expression) {
    var condition = Rules.condition(expression.toString());
    assertThat(condition.test(_ -> FactValue.unknown("nobody looked"))).isEqualTo(Truth.UNKNOWN);
  }

  @Property(tries = 300)
  void isNeverTrueTogetherWithItsNegation(
      @ForAll("expressions") Expression expression, @ForAll double number) {
    var condition = Rules.condition(expression.toString());
    Values values =
        term ->
            condition.terms().get(term).isText() ? FactValue.of("active") : FactValue.of(number);
    assertThat(condition.negated().test(values)).isEqualTo(condition.test(values).not());
  }

  @Property(tries = 1000)
  void neverFallsOverAnyText(@ForAll("scraps") String text) {
    assertThat(Condition.read(text, FACTS)).isNotNull();
  }

  @Provide
  Arbitrary<String> scraps() {
    var pieces =
        Arbitraries.of(
            "(",
            ")",
            "[",
            "]",
            ",",
            "\"",
            "\\",
            "not ",
            "in ",
            "and ",
            "or ",
            "==",
            "<",
            "5",
            "5%",
            "-",
            ".",
            "tunnel_up",
            "gateway_status ",
            "\"running\"",
            " ",
            "é",
            "\0",
            "\n",
            "🦞");
    return pieces.list().ofMaxSize(30).map(list -> String.join("", list));
  }

  @Provide
  Arbitrary<Expression> expressions() {
    return expressions(3);
  }

  private static Arbitrary<Expression> expressions(int depth) {
    if (depth == 0) return Arbitraries.oneOf(comparisons(), memberships());
    var inner = Arbitraries.lazy(() -> expressions(depth - 1));
    var several = inner.list().ofMinSize(2).ofMaxSize(3);
    return Arbitraries.oneOf(
        comparisons(),
        memberships(),
        inner.map(Expression.Not::new),
        several.map(Expression.And::new),
        several.map(Expression.Or::new));
  }

  private static Arbitrary<Expression> comparisons() {
    return Arbitraries.of(Fact.values()).flatMap(ConditionPropertiesTest::comparison);
  }

  private static Arbitrary<Expression> comparison(Fact fact) {
    var operators =
        Arbitraries.of(Expression.Operator.values())
            .filter(operator -> fact.unit() != Fact.Unit.TEXT || !operator.orders());
    var name = new Operand.Name(fact.code());
    var right = Arbitraries.oneOf(literals(fact).map(l -> (Operand) l), Arbitraries.just(name));
    return Combinators.combine(operators, right)
        .as((operator, operand) -> new Expression.Comparison(name, operator, operand));
  }

  private static Arbitrary<Expression> memberships() {
    return Arbitraries.of(Fact.values())
        .flatMap(
            fact ->
                Combinators.combine(
                        Arbitraries.of(Expression.Presence.values()),
                        literals(fact).list().ofMinSize(1).ofMaxSize(3))
                    .as(
                        (presence, list) ->
                            new Expression.Membership(
                                new Operand.Name(fact.code()), presence, list)));
  }

  private static Arbitrary<Operand.Literal> literals(Fact fact) {
    return switch (fact.unit()) {
      case TEXT -> texts(fact.words()).map(Operand.Text::new);
      case FLAG ->
          Arbitraries.of(0.0, 1.0).map(flag -> new Operand.Number(flag, Operand.Suffix.NONE));
      case COUNT -> amounts().map(count -> new Operand.Number(count, Operand.Suffix.NONE));
      case RATIO -> amounts().map(ratio -> new Operand.Number(ratio, Operand.Suffix.PERCENT));
      case SECONDS ->
          Combinators.combine(amounts(), Arbitraries.of(times())).as(Operand.Number::new);
    };
  }

  private static List<Operand.Suffix> times() {
    return Arrays.stream(Operand.Suffix.values())
        .filter(suffix -> suffix.unit == Fact.Unit.SECONDS)
        .toList();
  }

  private static Arbitrary<Double> amounts() {
    return Arbitraries.doubles().between(-1e12, 1e12).ofScale(6).map(amount -> amount + 0.0);
  }

  private static Arbitrary<String> texts(List<String> words) {
    return words.isEmpty() ? Arbitraries.strings().ascii().ofMaxLength(8) : Arbitraries.of(words);
  }
}
