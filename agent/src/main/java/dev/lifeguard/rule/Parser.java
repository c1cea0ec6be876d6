package dev.lifeguard.rule;

import dev.lifeguard.rule.Token.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Reads a condition by recursive descent. {@code or} binds weakest, then {@code and}, then {@code
 * not}; comparisons do not chain. What can be read but makes no sense is told to {@link Typing}, so
 * that one reading finds every such flaw.
 */
final class Parser {
  /** Deeper nesting is a mistake, or an attack on our stack. */
  static final int DEEPEST = 64;

  private final List<Token> tokens;
  private final Typing typing;
  private int next;
  private int depth;

  private Parser(List<Token> tokens, Typing typing) {
    this.tokens = tokens;
    this.typing = typing;
  }

  /** Throws {@link SyntaxException} where reading cannot go on. */
  static Expression parse(String text, Typing typing) {
    var parser = new Parser(Lexer.cut(text), typing);
    if (parser.peek().kind() == Kind.END) throw parser.unexpected("a condition");
    var expression = parser.or();
    if (parser.peek().kind() != Kind.END) throw parser.unexpected("`and`, `or` or the end");
    return expression;
  }

  private Expression or() {
    return joined(Kind.OR, this::and, Expression.Or::new);
  }

  private Expression and() {
    return joined(Kind.AND, this::unary, Expression.And::new);
  }

  private Expression joined(
      Kind joint, Supplier<Expression> part, Function<List<Expression>, Expression> join) {
    var parts = new ArrayList<Expression>();
    do parts.add(part.get());
    while (accept(joint));
    return parts.size() == 1 ? parts.getFirst() : join.apply(parts);
  }

  private Expression unary() {
    if (++depth > DEEPEST) throw flaw(peek(), "nested more than " + DEEPEST + " deep", "");
    try {
      if (accept(Kind.NOT)) return new Expression.Not(unary());
      if (accept(Kind.OPEN)) return group();
      return test();
    } finally {
      depth--;
    }
  }

  private Expression group() {
    var inner = or();
    expect(Kind.CLOSE, "`)`");
    return inner;
  }

  private Expression test() {
    var first = peek();
    var left = operand();
    if (peek().kind() == Kind.OPERATOR) return comparison(first, left);
    if (accept(Kind.IN)) return membership(first, left, Expression.Presence.IN);
    if (accept(Kind.NOT)) {
      expect(Kind.IN, "`in`");
      return membership(first, left, Expression.Presence.NOT_IN);
    }
    throw unexpected("a comparison such as `" + typing.example(left) + "`");
  }

  private Expression comparison(Token first, Operand left) {
    var sign = take();
    var last = peek();
    var right = operand();
    if (peek().kind() == Kind.OPERATOR)
      throw flaw(peek(), "comparisons do not chain", "join two of them by `and`");
    var comparison = new Expression.Comparison(left, operator(sign.text()), right);
    typing.check(comparison, first, sign, last);
    return comparison;
  }

  private Expression membership(Token first, Operand left, Expression.Presence presence) {
    if (!(left instanceof Operand.Name name))
      throw flaw(first, "left of `in` stands a fact, not a constant", "");
    var known = typing.known(name, first);
    expect(Kind.LIST_OPEN, "a list such as `[\"a\", \"b\"]`");
    var list = new ArrayList<Operand.Literal>();
    do list.add(element(known));
    while (accept(Kind.COMMA));
    expect(Kind.LIST_CLOSE, "`,` or `]`");
    return new Expression.Membership(name, presence, list);
  }

  private Operand.Literal element(Optional<Term> known) {
    var token = peek();
    return switch (operand()) {
      case Operand.Name word ->
          throw flaw(token, "a list holds constants", "did you mean " + quoted(word) + "?");
      case Operand.Literal literal -> {
        typing.fits(known, literal, token);
        yield literal;
      }
    };
  }

  private Operand operand() {
    var token = peek();
    return switch (token.kind()) {
      case NAME -> new Operand.Name(take().text());
      case NUMBER -> Literals.number(take());
      case TEXT -> Literals.text(take());
      default -> throw unexpected("a fact, a number or a \"text\"");
    };
  }

  private static Expression.Operator operator(String sign) {
    for (var operator : Expression.Operator.values())
      if (operator.text.equals(sign)) return operator;
    throw new IllegalStateException("the lexer let an operator pass: " + sign);
  }

  private Token peek() {
    return tokens.get(next);
  }

  private Token take() {
    return tokens.get(next++);
  }

  private boolean accept(Kind kind) {
    if (peek().kind() != kind) return false;
    next++;
    return true;
  }

  private void expect(Kind kind, String wanted) {
    if (!accept(kind)) throw unexpected(wanted);
  }

  private SyntaxException unexpected(String wanted) {
    return flaw(peek(), "expected " + wanted + ", found " + peek().shown(), "");
  }

  private static Operand.Text quoted(Operand.Name word) {
    return new Operand.Text(word.name());
  }

  private static SyntaxException flaw(Token token, String message, String mend) {
    return new SyntaxException(new Flaw(token, message, mend));
  }
}
