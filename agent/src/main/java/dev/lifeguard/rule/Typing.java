package dev.lifeguard.rule;

import dev.lifeguard.config.Nearest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Refuses conditions that can be read but make no sense: unknown facts, texts that a fact cannot
 * have, units that do not fit, an order of texts. Collects all of them.
 */
final class Typing {
  private final Vocabulary vocabulary;
  private final List<Flaw> flaws = new ArrayList<>();
  private final Map<String, Term> used = new LinkedHashMap<>();

  Typing(Vocabulary vocabulary) {
    this.vocabulary = vocabulary;
  }

  List<Flaw> flaws() {
    return List.copyOf(flaws);
  }

  /** Every known term that was named, in order of first use. */
  List<Term> used() {
    return List.copyOf(used.values());
  }

  void check(Expression.Comparison comparison, Token left, Token sign, Token right) {
    var operator = comparison.operator();
    if (comparison.left() instanceof Operand.Name name) {
      var known = ordered(known(name, left), operator, sign);
      switch (comparison.right()) {
        case Operand.Name other -> alike(known, known(other, right), right);
        case Operand.Literal literal -> fits(known, literal, right);
      }
    } else if (comparison.right() instanceof Operand.Name name) {
      fits(ordered(known(name, right), operator, sign), (Operand.Literal) comparison.left(), left);
    } else {
      flaws.add(new Flaw(left, "compares two constants", "one side must be a fact"));
    }
  }

  Optional<Term> known(Operand.Name name, Token token) {
    var term = vocabulary.find(name.name());
    if (term.isPresent()) used.put(name.name(), term.get());
    else flaws.add(unknown(name.name(), token));
    return term;
  }

  private Flaw unknown(String name, Token token) {
    if (vocabulary.hasWord(name))
      return new Flaw(token, "texts stand in double quotes", "write " + new Operand.Text(name));
    return new Flaw(
        token, "unknown fact `" + name + "`", Nearest.suggestion(name, vocabulary.names()));
  }

  private Optional<Term> ordered(Optional<Term> term, Expression.Operator operator, Token sign) {
    if (operator.orders() && term.filter(Term::isText).isPresent())
      flaws.add(new Flaw(sign, term.get().name() + " is a text and has no order", "use == or !="));
    return term;
  }

  private void alike(Optional<Term> left, Optional<Term> right, Token token) {
    if (left.isEmpty() || right.isEmpty()) return;
    Fitting.flaw(left.get(), right.get()).ifPresent(message -> flaws.add(new Flaw(token, message)));
  }

  /** The literal must be one that the term can have. */
  void fits(Optional<Term> term, Operand.Literal literal, Token token) {
    term.flatMap(known -> Fitting.flaw(known, literal, token)).ifPresent(flaws::add);
  }

  /** A comparison that would be right for this operand. */
  String example(Operand operand) {
    if (operand instanceof Operand.Name name)
      return vocabulary.find(name.name()).map(Fitting::example).orElse("gateway_uptime > 1h");
    return "gateway_uptime > 1h";
  }
}
