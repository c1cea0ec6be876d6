package dev.lifeguard.config;

import java.util.Collection;
import java.util.Locale;
import java.util.Optional;

/** Finds the known word that a mistyped one was probably meant to be. */
public final class Nearest {
  private Nearest() {}

  /** Empty when none is near: a wrong suggestion is worse than none. */
  public static Optional<String> to(String word, Collection<String> known) {
    var best = Optional.<String>empty();
    var bestDistance = 1 + Math.max(1, Math.min(word.length(), 30) / 3);
    for (var candidate : known) {
      var distance = distance(plain(word), plain(candidate));
      if (distance >= bestDistance) continue;
      bestDistance = distance;
      best = Optional.of(candidate);
    }
    return best.or(() -> known.stream().filter(one -> begins(plain(word), plain(one))).findFirst());
  }

  /** {@code automatic} for {@code auto}, {@code min} for {@code minimum}. */
  private static boolean begins(String word, String candidate) {
    var shorter = Math.min(word.length(), candidate.length());
    return shorter >= 3 && (word.startsWith(candidate) || candidate.startsWith(word));
  }

  /** {@code did you mean "x"?}, or nothing. */
  public static String suggestion(String word, Collection<String> known) {
    return to(word, known).map(near -> "did you mean \"" + near + "\"?").orElse("");
  }

  /** {@code knownHosts} and {@code known_hosts} are {@code known-hosts}. */
  private static String plain(String word) {
    var cut = word.substring(0, Math.min(word.length(), 60));
    return cut.replace("-", "").replace("_", "").toLowerCase(Locale.ROOT);
  }

  /** Insertions, deletions, replacements and swaps of neighbours. */
  private static int distance(String a, String b) {
    var d = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) d[i][0] = i;
    for (int j = 0; j <= b.length(); j++) d[0][j] = j;
    for (int i = 1; i <= a.length(); i++)
      for (int j = 1; j <= b.length(); j++) d[i][j] = step(d, a, b, i, j);
    return d[a.length()][b.length()];
  }

  private static int step(int[][] d, String a, String b, int i, int j) {
    var same = a.charAt(i - 1) == b.charAt(j - 1);
    var least = Math.min(d[i - 1][j - 1] + (same ? 0 : 1), 1 + Math.min(d[i - 1][j], d[i][j - 1]));
    var swapped =
        i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
    return swapped ? Math.min(least, d[i - 2][j - 2] + 1) : least;
  }
}
