package dev.lifeguard.rule;

import dev.lifeguard.fact.FactValue;
import java.util.List;
import java.util.Set;

/** A compiled piece of a condition: names became positions, units base units. */
sealed interface Check {
  Truth test(Values values);

  static Check of(Expression expression, List<Term> terms) {
    return switch (expression) {
      case Expression.Comparison comparison -> comparison(comparison, terms);
      case Expression.Membership membership -> membership(membership, terms);
      case Expression.Not(var of) -> new Not(of(of, terms));
      case Expression.And(var parts) -> new All(of(parts, terms));
      case Expression.Or(var parts) -> new Any(of(parts, terms));
    };
  }

  private static Check[] of(List<Expression> parts, List<Term> terms) {
    return parts.stream().map(part -> of(part, terms)).toArray(Check[]::new);
  }

  private static Check comparison(Expression.Comparison comparison, List<Term> terms) {
    var operator = comparison.operator();
    return switch (comparison.left()) {
      case Operand.Name(var name) ->
          switch (comparison.right()) {
            case Operand.Name(var other) ->
                new Pair(position(name, terms), operator, position(other, terms));
            case Operand.Literal literal -> against(position(name, terms), operator, literal);
          };
      case Operand.Literal literal -> {
        var name = (Operand.Name) comparison.right();
        yield against(position(name.name(), terms), operator.mirrored(), literal);
      }
    };
  }

  private static Check against(int term, Expression.Operator operator, Operand.Literal literal) {
    return switch (literal) {
      case Operand.Number number -> new Amount(term, operator, number.value());
      case Operand.Text(var text) ->
          operator == Expression.Operator.EQUAL
              ? new Word(term, Set.of(text))
              : new Not(new Word(term, Set.of(text)));
    };
  }

  private static Check membership(Expression.Membership membership, List<Term> terms) {
    var term = position(membership.name().name(), terms);
    var among =
        membership.list().getFirst() instanceof Operand.Text
            ? new Word(term, Set.copyOf(membership.list().stream().map(Check::text).toList()))
            : new Among(term, membership.list().stream().mapToDouble(Check::amount).toArray());
    return switch (membership.presence()) {
      case IN -> among;
      case NOT_IN -> new Not(among);
    };
  }

  private static String text(Operand.Literal literal) {
    return ((Operand.Text) literal).text();
  }

  private static double amount(Operand.Literal literal) {
    return ((Operand.Number) literal).value();
  }

  private static int position(String name, List<Term> terms) {
    for (var i = 0; i < terms.size(); i++) if (terms.get(i).name().equals(name)) return i;
    throw new IllegalStateException("a name that was not checked: " + name);
  }

  /** A number against a constant. A value that is no number is not known. */
  record Amount(int term, Expression.Operator operator, double constant) implements Check {
    @Override
    public Truth test(Values values) {
      return switch (values.at(term)) {
        case FactValue.Amount(var value) when !Double.isNaN(value) ->
            Truth.of(operator.holds(value, constant));
        case FactValue.AtLeast(var least, _) -> fromUpward(least);
        case FactValue.Amount _, FactValue.Word _, FactValue.Unknown _ -> Truth.UNKNOWN;
      };
    }

    /** Settled only where every number from the least upward comes to the same. */
    private Truth fromUpward(double least) {
      var truth = operator.holds(least, constant);
      var same =
          operator.holds(Math.max(least, constant), constant) == truth
              && operator.holds(Double.POSITIVE_INFINITY, constant) == truth;
      return same ? Truth.of(truth) : Truth.UNKNOWN;
    }
  }

  /** A text that is one of these. */
  record Word(int term, Set<String> words) implements Check {
    @Override
    public Truth test(Values values) {
      return values.at(term) instanceof FactValue.Word(var value)
          ? Truth.of(words.contains(value))
          : Truth.UNKNOWN;
    }
  }

  /** A number that is one of these. */
  record Among(int term, double[] constants) implements Check {
    @Override
    public Truth test(Values values) {
      return values.at(term) instanceof FactValue.Amount(var value) && !Double.isNaN(value)
          ? Truth.of(contains(value))
          : Truth.UNKNOWN;
    }

    private boolean contains(double value) {
      for (var constant : constants) if (constant == value) return true;
      return false;
    }
  }

  /** One fact against another. */
  record Pair(int left, Expression.Operator operator, int right) implements Check {
    @Override
    public Truth test(Values values) {
      if (values.at(left) instanceof FactValue.Amount(var a)
          && values.at(right) instanceof FactValue.Amount(var b))
        return Double.isNaN(a) || Double.isNaN(b) ? Truth.UNKNOWN : Truth.of(operator.holds(a, b));
      if (values.at(left) instanceof FactValue.Word(var a)
          && values.at(right) instanceof FactValue.Word(var b))
        return Truth.of(a.equals(b) == (operator == Expression.Operator.EQUAL));
      return Truth.UNKNOWN;
    }
  }

  record Not(Check of) implements Check {
    @Override
    public Truth test(Values values) {
      return of.test(values).not();
    }
  }

  record All(Check[] parts) implements Check {
    @Override
    public Truth test(Values values) {
      var truth = Truth.TRUE;
      for (var part : parts) {
        truth = truth.and(part.test(values));
        if (truth == Truth.FALSE) return truth;
      }
      return truth;
    }
  }

  record Any(Check[] parts) implements Check {
    @Override
    public Truth test(Values values) {
      var truth = Truth.FALSE;
      for (var part : parts) {
        truth = truth.or(part.test(values));
        if (truth == Truth.TRUE) return truth;
      }
      return truth;
    }
  }
}
