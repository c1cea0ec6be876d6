package dev.lifeguard.cli;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A table whose columns line up. On a terminal that is too narrow the widest columns are cut, the
 * first one last since it is what a line is called by; a pipe gets everything.
 */
final class Output {
  private static final int GAP = 2;
  private static final int LEAST = 8;
  private static final int TEXT = 20;
  private static final Pattern COLOUR = Pattern.compile("\u001b\\[[0-9;]*m");

  /** What would steer the terminal, but for our own colours, and what turns text around. */
  private static final Pattern STRAY =
      Pattern.compile("\u001b(?!\\[[0-9;]*m)|[\\p{Cntrl}&&[^\u001b]]|[\u202a-\u202e\u2066-\u2069]");

  private final List<List<String>> rows = new ArrayList<>();

  static Output table(String... head) {
    return new Output().row(head);
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
    if (room.isPresent()) fit(widths, room.getAsInt());
    for (var row : rows) {
      var line = new StringBuilder();
      for (int i = 0; i < row.size(); i++) {
        var cell = cut(row.get(i), widths[i]);
        line.append(cell);
        if (i < row.size() - 1) line.append(" ".repeat(widths[i] - width(cell) + GAP));
      }
      out.println(line.toString().stripTrailing());
    }
    out.flush();
  }

  /** Columns that it takes when nothing is cut. */
  int width() {
    var widths = widths();
    return IntStream.of(widths).sum() + GAP * (widths.length - 1);
  }

  private int[] widths() {
    var columns = rows.stream().mapToInt(List::size).max().orElse(0);
    var widths = new int[columns];
    for (var row : rows)
      for (int i = 0; i < row.size(); i++) widths[i] = Math.max(widths[i], width(row.get(i)));
    return widths;
  }

  private static void fit(int[] widths, int room) {
    var over = IntStream.of(widths).sum() + GAP * (widths.length - 1) - room;
    while (over > 0) {
      var widest = widest(widths, over);
      if (widths[widest] <= LEAST) return; // narrower would say nothing: let the terminal wrap
      widths[widest]--;
      over--;
    }
  }

  private static int widest(int[] widths, int over) {
    var widest = widths.length - 1;
    if (widths[widest] > TEXT) return widest; // sentences stand last: their ends are missed least
    for (int i = widths.length - 1; i > 0; i--) if (widths[i] > widths[widest]) widest = i;
    return widths[widest] <= LEAST && over > 0 ? 0 : widest;
  }

  /** With an ellipsis where something is missing; a colour stays on what is left. */
  private static String cut(String cell, int most) {
    if (width(cell) <= most) return cell;
    var plain = COLOUR.matcher(cell).replaceAll("");
    var kept = new StringBuilder();
    var taken = 0;
    for (var point : plain.codePoints().toArray()) {
      var columns = columns(point);
      if (taken + columns > most - 1) break;
      kept.appendCodePoint(point);
      taken += columns;
    }
    return cell.replace(plain, kept.append('…'));
  }

  /** Colours take no column of a terminal. */
  private static int width(String cell) {
    return COLOUR.matcher(cell).replaceAll("").codePoints().map(Output::columns).sum();
  }

  /** East Asian wide characters and pictures take two columns, what sits on others none. */
  private static int columns(int point) {
    return switch (Character.getType(point)) {
      case Character.NON_SPACING_MARK, Character.ENCLOSING_MARK, Character.FORMAT -> 0;
      default -> wide(point) ? 2 : 1;
    };
  }

  private static boolean wide(int point) {
    return point >= 0x1100
        && (point <= 0x115f
            || (point >= 0x2e80 && point <= 0xa4cf)
            || (point >= 0xac00 && point <= 0xd7a3)
            || (point >= 0xf900 && point <= 0xfaff)
            || (point >= 0xfe30 && point <= 0xfe6f)
            || (point >= 0xff00 && point <= 0xff60)
            || (point >= 0x1f300 && point <= 0x1f64f)
            || (point >= 0x1f680 && point <= 0x1f6ff)
            || (point >= 0x1f900 && point <= 0x1faff)
            || (point >= 0x20000 && point <= 0x3fffd));
  }
}
