package dev.lifeguard.rule;

import dev.lifeguard.config.Nearest;
import dev.lifeguard.fact.Fact;
import java.util.Optional;
import java.util.stream.Collectors;

/** Whether a constant is one that a fact can have at all. */
final class Fitting {
  private Fitting() {}

  static Optional<Flaw> flaw(Term term, Operand.Literal literal, Token token) {
    return switch (literal) {
      case Operand.Text text when term.isText() -> word(term, text.text(), token);
      case Operand.Text _ -> refuse(term, token);
      case Operand.Number _ when term.isText() -> refuse(term, token);
      case Operand.Number number -> unit(term, number, token);
    };
  }

  /** Two facts can be compared when they are measured alike. */
  static Optional<String> flaw(Term left, Term right) {
    if (left.unit() == right.unit()) return Optional.empty();
    return Optional.of(
        left.name() + " is " + noun(left) + ", but " + right.name() + " is " + noun(right));
  }

  private static Optional<Flaw> word(Term term, String text, Token token) {
    if (term.words().isEmpty() || term.words().contains(text)) return Optional.empty();
    var near = Nearest.suggestion(text, term.words());
    var all = term.words().stream().collect(Collectors.joining(", ", "there are ", ""));
    return Optional.of(
        new Flaw(
            token,
            term.name() + " is never " + token.text(),
            near.isEmpty() && term.words().size() <= 12 ? all : near));
  }

  private static Optional<Flaw> unit(Term term, Operand.Number number, Token token) {
    return fits(term.unit(), number) ? Optional.empty() : refuse(term, token);
  }

  private static boolean fits(Fact.Unit unit, Operand.Number number) {
    var plain = number.suffix() == Operand.Suffix.NONE;
    return switch (unit) {
      case SECONDS -> number.suffix().unit == unit || plain && number.amount() == 0;
      // A plain 5 was meant as 5 %, or not thought about.
      case RATIO -> number.suffix().unit == unit || plain && Math.abs(number.amount()) <= 1;
      case COUNT -> plain;
      case FLAG -> plain && (number.amount() == 0 || number.amount() == 1);
      case TEXT -> false;
    };
  }

  private static Optional<Flaw> refuse(Term term, Token token) {
    return Optional.of(
        new Flaw(
            token,
            term.name() + " is " + noun(term) + ", not " + token.text(),
            "as in `" + example(term) + "`"));
  }

  /** A comparison that would be right for the term. */
  static String example(Term term) {
    return term.name()
        + switch (term.unit()) {
          case SECONDS -> " > 10s";
          case RATIO -> " > 5%";
          case COUNT -> " > 10";
          case FLAG -> " == 0";
          case TEXT -> " == \"" + term.words().stream().findFirst().orElse("none") + "\"";
        };
  }

  private static String noun(Term term) {
    return switch (term.unit()) {
      case SECONDS -> "a time";
      case RATIO -> "a ratio";
      case COUNT -> "a count";
      case FLAG -> "either 0 or 1";
      case TEXT -> "a text";
    };
  }
}
