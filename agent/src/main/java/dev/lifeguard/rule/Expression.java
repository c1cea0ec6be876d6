package dev.lifeguard.rule;

import java.util.List;
import java.util.stream.Collectors;

/**
 * A condition as it was understood: what it compares and how that is joined. Printing one and
 * reading it again gives an equal one.
 */
public sealed interface Expression {
  record Comparison(Operand left, Operator operator, Operand right) implements Expression {
    @Override
    public String toString() {
      return left + " " + operator.text + " " + right;
    }
  }

  /** Whether a fact is, or is not, one of several values. */
  record Membership(Operand.Name name, Presence presence, List<Operand.Literal> list)
      implements Expression {
    public Membership {
      list = List.copyOf(list);
    }

    @Override
    public String toString() {
      return name + " " + presence.text + " " + list;
    }
  }

  record Not(Expression of) implements Expression {
    @Override
    public String toString() {
      return "not " + (of instanceof And || of instanceof Or ? "(" + of + ")" : of);
    }
  }

  record And(List<Expression> parts) implements Expression {
    public And {
      parts = List.copyOf(parts);
    }

    @Override
    public String toString() {
      return parts.stream()
          .map(part -> part instanceof And || part instanceof Or ? "(" + part + ")" : "" + part)
          .collect(Collectors.joining(" and "));
    }
  }

  record Or(List<Expression> parts) implements Expression {
    public Or {
      parts = List.copyOf(parts);
    }

    @Override
    public String toString() {
      return parts.stream()
          .map(part -> part instanceof Or ? "(" + part + ")" : "" + part)
          .collect(Collectors.joining(" or "));
    }
  }

  /** How two sides compare. */
  enum Operator {
    EQUAL("=="),
    UNEQUAL("!="),
    LESS("<"),
    AT_MOST("<="),
    MORE(">"),
    AT_LEAST(">=");

    final String text;

    Operator(String text) {
      this.text = text;
    }

    /** Whether it asks for an order, which texts do not have. */
    boolean orders() {
      return this != EQUAL && this != UNEQUAL;
    }

    /** The same with both sides exchanged. */
    Operator mirrored() {
      return switch (this) {
        case EQUAL, UNEQUAL -> this;
        case LESS -> MORE;
        case AT_MOST -> AT_LEAST;
        case MORE -> LESS;
        case AT_LEAST -> AT_MOST;
      };
    }

    boolean holds(double left, double right) {
      return switch (this) {
        case EQUAL -> left == right;
        case UNEQUAL -> left != right;
        case LESS -> left < right;
        case AT_MOST -> left <= right;
        case MORE -> left > right;
        case AT_LEAST -> left >= right;
      };
    }
  }

  /** Whether a list shall hold the value. */
  enum Presence {
    IN("in"),
    NOT_IN("not in");

    final String text;

    Presence(String text) {
      this.text = text;
    }
  }
}
