package dev.lifeguard.cli;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;

/** A table whose columns line up; the last column may be as long as it likes. */
final class Output {
  private final List<List<String>> rows = new ArrayList<>();

  static Output table(String... head) {
    return new Output().row(head);
  }

  Output row(String... cells) {
    rows.add(List.of(cells));
    return this;
  }

  void print(PrintWriter out) {
    var widths = widths();
    for (var row : rows) {
      var line = new StringBuilder();
      for (int i = 0; i < row.size(); i++) {
        line.append(row.get(i));
        if (i < row.size() - 1) line.append(" ".repeat(widths[i] - width(row.get(i)) + 2));
      }
      out.println(line.toString().stripTrailing());
    }
    out.flush();
  }

  private int[] widths() {
    var columns = rows.stream().mapToInt(List::size).max().orElse(0);
    var widths = new int[columns];
    for (var row : rows)
      for (int i = 0; i < row.size(); i++) widths[i] = Math.max(widths[i], width(row.get(i)));
    return widths;
  }

  /** East Asian wide characters take two columns of a terminal; colours take none. */
  private static int width(String cell) {
    var plain = cell.replaceAll("\u001b\\[[0-9;]*m", "");
    return plain.codePoints().map(point -> wide(point) ? 2 : 1).sum();
  }

  private static boolean wide(int point) {
    return point >= 0x1100
        && (point <= 0x115f
            || (point >= 0x2e80 && point <= 0xa4cf)
            || (point >= 0xac00 && point <= 0xd7a3)
            || (point >= 0xf900 && point <= 0xfaff)
            || (point >= 0xfe30 && point <= 0xfe6f)
            || (point >= 0xff00 && point <= 0xff60)
            || (point >= 0x20000 && point <= 0x3fffd));
  }
}
