package dev.lifeguard.cli;

import dev.lifeguard.diagnosis.LayerCheck;
import java.io.PrintWriter;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.UnaryOperator;

/**
 * The layered verification for people. Where a terminal is too narrow for its six columns, the
 * verdict stands right behind the layer and the rest is one sentence: cut columns say nothing.
 *
 * @param words turns the code of a verdict into the reader's word
 */
record LayerTable(String head, List<LayerCheck> checks, UnaryOperator<String> words) {

  void print(PrintWriter out, OptionalInt room) {
    var wide = wide();
    if (room.isPresent() && wide.width() > room.getAsInt()) narrow().print(out, room);
    else wide.print(out, OptionalInt.empty());
  }

  private Output wide() {
    var table = Output.table(head);
    for (var check : checks)
      table.row(
          "  " + check.layer().code(),
          check.check(),
          check.value(),
          check.threshold(),
          words.apply(check.verdict().code()),
          clean(check.note()));
    return table;
  }

  private Output narrow() {
    var table = Output.table(head);
    for (var check : checks)
      table.row("  " + check.layer().code(), words.apply(check.verdict().code()), sentence(check));
    return table;
  }

  private static String sentence(LayerCheck check) {
    var value = check.value().equals("unknown") ? "" : ": " + check.value();
    var asked = check.threshold().isEmpty() ? "" : ", asked " + check.threshold();
    return clean(check.check() + value + asked);
  }

  private static String clean(String text) {
    return text.replaceAll("\\p{Cntrl}", "?");
  }
}
