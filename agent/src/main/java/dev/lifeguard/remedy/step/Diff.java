package dev.lifeguard.remedy.step;

import java.util.ArrayList;
import java.util.List;

/** What changes between two texts, as a unified diff of one hunk. Pure. */
public final class Diff {
  private static final int CONTEXT = 3;

  /** Beyond so many changed lines the middle is shown as replaced: people no longer read it. */
  private static final int MOST = 400;

  private final List<String> before;
  private final List<String> after;
  private final List<String> out = new ArrayList<>();

  private Diff(List<String> before, List<String> after) {
    this.before = before;
    this.after = after;
  }

  /** Empty when nothing changes. */
  public static String of(String name, String before, String after) {
    if (before.equals(after)) return "";
    return new Diff(before.lines().toList(), after.lines().toList()).write(name);
  }

  private String write(String name) {
    var start = 0;
    var least = Math.min(before.size(), after.size());
    while (start < least && before.get(start).equals(after.get(start))) start++;
    var end = 0;
    while (end < least - start && last(before, end).equals(last(after, end))) end++;
    var from = Math.max(0, start - CONTEXT);
    var tail = Math.max(0, end - CONTEXT);
    out.add("--- " + name);
    out.add("+++ " + name);
    out.add(
        "@@ -%d,%d +%d,%d @@"
            .formatted(
                from + 1, before.size() - tail - from, from + 1, after.size() - tail - from));
    before.subList(from, start).forEach(line -> out.add(" " + line));
    middle(before.subList(start, before.size() - end), after.subList(start, after.size() - end));
    before.subList(before.size() - end, before.size() - tail).forEach(line -> out.add(" " + line));
    return String.join("\n", out) + "\n";
  }

  private static String last(List<String> lines, int back) {
    return lines.get(lines.size() - 1 - back);
  }

  private void middle(List<String> old, List<String> young) {
    if (old.size() > MOST || young.size() > MOST) {
      old.forEach(line -> out.add("-" + line));
      young.forEach(line -> out.add("+" + line));
    } else walk(old, young, common(old, young));
  }

  private void walk(List<String> old, List<String> young, int[][] common) {
    int i = 0;
    int j = 0;
    while (i < old.size() || j < young.size()) {
      var both = i < old.size() && j < young.size();
      if (both && old.get(i).equals(young.get(j))) {
        out.add(" " + old.get(i++));
        j++;
      } else if (j == young.size() || both && common[i + 1][j] >= common[i][j + 1])
        out.add("-" + old.get(i++));
      else out.add("+" + young.get(j++));
    }
  }

  /** How many lines the rests from (i, j) on have in common. */
  private static int[][] common(List<String> old, List<String> young) {
    var length = new int[old.size() + 1][young.size() + 1];
    for (int i = old.size() - 1; i >= 0; i--)
      for (int j = young.size() - 1; j >= 0; j--)
        length[i][j] =
            old.get(i).equals(young.get(j))
                ? length[i + 1][j + 1] + 1
                : Math.max(length[i + 1][j], length[i][j + 1]);
    return length;
  }
}
