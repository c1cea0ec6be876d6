package dev.lifeguard.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** How wide text is on a terminal, and how it is made narrower. */
final class Cells {
  private static final Pattern COLOUR = Pattern.compile("\u001b\\[[0-9;]*m");

  private Cells() {}

  /** With an ellipsis where something is missing; a colour stays on what is left. */
  static String cut(String cell, int most) {
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
  static int width(String cell) {
    return COLOUR.matcher(cell).replaceAll("").codePoints().map(Cells::columns).sum();
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

  /** In lines that fit, broken between words where there are any. */
  static List<String> wrapped(String cell, int most) {
    if (width(cell) <= most) return List.of(cell);
    var lines = new ArrayList<String>();
    var rest = COLOUR.matcher(cell).replaceAll("");
    while (width(rest) > most) {
      var end = end(rest, most);
      lines.add(rest.substring(0, end).stripTrailing());
      rest = rest.substring(end).stripLeading();
    }
    lines.add(rest);
    return lines;
  }

  /** Where the first line of the text ends: behind a space if one is near enough. */
  private static int end(String text, int most) {
    var end = 0;
    var taken = 0;
    while (end < text.length()) {
      var point = text.codePointAt(end);
      taken += columns(point);
      if (taken > most) break;
      end += Character.charCount(point);
    }
    var space = text.lastIndexOf(' ', end);
    if (space > end / 2) return space;
    return Math.max(end, Character.charCount(text.codePointAt(0)));
  }
}
