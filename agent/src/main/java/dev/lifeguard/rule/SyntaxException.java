package dev.lifeguard.rule;

import java.io.Serial;
import java.util.ArrayList;
import java.util.List;

/** Leaves the parser where it cannot go on. Crosses no public method. */
final class SyntaxException extends RuntimeException {
  @Serial private static final long serialVersionUID = 1;

  private final transient Flaw flaw;

  SyntaxException(Flaw flaw) {
    super(flaw.message(), null, false, false);
    this.flaw = flaw;
  }

  /** What was found before, and this. */
  List<Flaw> after(List<Flaw> before) {
    var all = new ArrayList<>(before);
    all.add(flaw);
    return all;
  }
}
