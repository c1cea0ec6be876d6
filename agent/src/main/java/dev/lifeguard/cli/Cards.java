package dev.lifeguard.cli;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A table on a terminal that is too narrow for it: what a row says stands below its first cell,
 * each with the name of its column, and nothing is cut.
 *
 * @param rows the first of them names the columns
 */
record Cards(List<List<String>> rows) {
  private static final String INDENT = "  ";

  void print(PrintWriter out, int room) {
    rows.stream().skip(1).forEach(row -> card(row, room).forEach(out::println));
    out.flush();
  }

  private List<String> card(List<String> row, int room) {
    var lines = new ArrayList<>(Cells.wrapped(row.getFirst(), room));
    for (var item : items(row)) {
      var last = lines.getLast();
      if (Cells.width(last) + INDENT.length() + Cells.width(item) <= room)
        lines.set(lines.size() - 1, last + INDENT + item);
      else
        Cells.wrapped(item, Math.max(1, room - INDENT.length()))
            .forEach(part -> lines.add(INDENT + part));
    }
    return lines;
  }

  private List<String> items(List<String> row) {
    var items = new ArrayList<String>();
    for (var i = 1; i < row.size(); i++)
      if (!row.get(i).isBlank() && !row.get(i).equals("-"))
        items.add((head(i) + " " + row.get(i)).strip());
    return items;
  }

  private String head(int column) {
    var heads = rows.getFirst();
    return column < heads.size() ? heads.get(column).toLowerCase(Locale.ROOT) : "";
  }
}
