package dev.lifeguard.cli;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A table whose columns line up. On a terminal that is too narrow the last column is cut, where
 * sentences stand; where even that is not enough each row becomes a card. A pipe gets everything.
 */
final class Output {
  private static final int GAP = 2;
  private static final int LEAST = 16;

  /** What would steer the terminal, but for our own colours, and what turns text around. */
  private static final Pattern STRAY =
      Pattern.compile("\u001b(?!\\[[0-9;]*m)|[\\p{Cntrl}&&[^\u001b]]|[\u202a-\u202e\u2066-\u2069]");

  private final List<List<String>> rows = new ArrayList<>();

  static Output table(String... head) {
    return new Output().row(head);
  }

  /** A moment of UTC to the second; on a terminal without its year, which people know. */
  static String moment(String at) {
    var seconds = at.replaceFirst("\\.\\d+Z$", "Z");
    return Screen.width().isEmpty()
        ? seconds
        : seconds.replaceFirst("^\\d{4}-(\\d\\d-\\d\\d)T", "$1 ");
  }

  Output row(String... cells) {
    rows.add(Stream.of(cells).map(cell -> STRAY.matcher(cell).replaceAll("?")).toList());
    return this;
  }

  void print(PrintWriter out) {
    print(out, Screen.width());
  }

  /**
   * @param room columns of the terminal; empty for none
   */
  void print(PrintWriter out, OptionalInt room) {
    var widths = widths();
    if (room.isPresent() && !fits(widths, room.getAsInt())) {
      new Cards(rows).print(out, room.getAsInt());
      return;
    }
    if (room.isPresent()) fit(widths, room.getAsInt());
    for (var row : rows) {
      var line = new StringBuilder();
      for (int i = 0; i < row.size(); i++) {
        var cell = Cells.cut(row.get(i), widths[i]);
        line.append(cell);
        if (i < row.size() - 1) line.append(" ".repeat(widths[i] - Cells.width(cell) + GAP));
      }
      out.println(line.toString().stripTrailing());
    }
    out.flush();
  }

  /** Columns that it takes when nothing is cut. */
  int width() {
    return total(widths());
  }

  private int[] widths() {
    var columns = rows.stream().mapToInt(List::size).max().orElse(0);
    var widths = new int[columns];
    for (var row : rows)
      for (int i = 0; i < row.size(); i++) widths[i] = Math.max(widths[i], Cells.width(row.get(i)));
    return widths;
  }

  /** Whether all but the last column, where sentences stand, can be told whole. */
  private static boolean fits(int[] widths, int room) {
    var last = widths[widths.length - 1];
    return total(widths) - last + Math.min(last, LEAST) <= room;
  }

  /** The last gives way: the ends of sentences are missed least. */
  private static void fit(int[] widths, int room) {
    var over = total(widths) - room;
    if (over > 0) widths[widths.length - 1] -= over;
  }

  private static int total(int[] widths) {
    return IntStream.of(widths).sum() + GAP * (widths.length - 1);
  }
}
