package dev.lifeguard.rule;

import java.util.List;

/**
 * A condition, compiled once. Testing it allocates nothing, so that it can be done at every look;
 * immutable, for any thread.
 */
public final class Condition {
  /** What reading a condition came to. */
  public sealed interface Reading {
    record Read(Condition condition) implements Reading {}

    /** In order of the text; at least one. */
    record Refused(List<Flaw> flaws) implements Reading {
      public Refused {
        flaws = List.copyOf(flaws);
      }
    }
  }

  private final Expression expression;
  private final List<Term> terms;
  private final Check check;

  private Condition(Expression expression, List<Term> terms) {
    this.expression = expression;
    this.terms = terms;
    this.check = Check.of(expression, terms);
  }

  public static Reading read(String text, Vocabulary vocabulary) {
    var typing = new Typing(vocabulary);
    try {
      var expression = Parser.parse(text, typing);
      if (!typing.flaws().isEmpty()) return new Reading.Refused(typing.flaws());
      return new Reading.Read(new Condition(expression, typing.used()));
    } catch (SyntaxException e) {
      return new Reading.Refused(e.after(typing.flaws()));
    }
  }

  /** What must be known to decide it, in the order in which {@link Values} gives them. */
  public List<Term> terms() {
    return terms;
  }

  public Expression expression() {
    return expression;
  }

  /** Unknown when a value that matters is not known, also under {@code !=} and {@code not}. */
  public Truth test(Values values) {
    return check.test(values);
  }

  /** The condition that holds where this one does not. */
  public Condition negated() {
    return new Condition(new Expression.Not(expression), terms);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Condition that && expression.equals(that.expression);
  }

  @Override
  public int hashCode() {
    return expression.hashCode();
  }

  /** In one line, as it was understood. */
  @Override
  public String toString() {
    return expression.toString();
  }
}
