package dev.lifeguard.rule;

import java.util.stream.Collectors;

/** Reads numbers with their unit, and quoted texts. */
final class Literals {
  private Literals() {}

  static Operand.Number number(Token token) {
    var text = token.text();
    var split = text.length();
    while (split > 0 && !inNumber(text.charAt(split - 1))) split--;
    return new Operand.Number(
        amount(token, text.substring(0, split)), suffix(token, text.substring(split)));
  }

  private static boolean inNumber(char c) {
    return c >= '0' && c <= '9' || c == '.';
  }

  private static double amount(Token token, String digits) {
    if (!digits.matches("-?[0-9]+(\\.[0-9]+)?"))
      throw flaw(token, "`" + token.text() + "` is no number", "");
    var amount = Double.parseDouble(digits);
    if (Double.isInfinite(amount)) throw flaw(token, "`" + token.text() + "` is too large", "");
    return amount == 0 ? 0 : amount; // -0 is 0
  }

  private static Operand.Suffix suffix(Token token, String written) {
    for (var suffix : Operand.Suffix.ALL) if (suffix.text.equals(written)) return suffix;
    var known =
        Operand.Suffix.ALL.stream()
            .map(suffix -> suffix.text)
            .filter(text -> !text.isEmpty())
            .collect(Collectors.joining(" "));
    throw flaw(token, "`" + written + "` is no unit", "there are " + known);
  }

  static Operand.Text text(Token token) {
    var quoted = token.text();
    var text = new StringBuilder(quoted.length());
    for (var i = 1; i < quoted.length() - 1; i++) {
      if (quoted.charAt(i) == '\\') i++;
      text.append(quoted.charAt(i));
    }
    return new Operand.Text(text.toString());
  }

  private static SyntaxException flaw(Token token, String message, String mend) {
    return new SyntaxException(new Flaw(token, message, mend));
  }
}
