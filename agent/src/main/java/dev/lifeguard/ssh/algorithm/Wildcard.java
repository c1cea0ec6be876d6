package dev.lifeguard.ssh.algorithm;

import java.util.Locale;

/** OpenSSH's patterns: {@code *} and {@code ?}, and comma-separated lists with negation. */
public final class Wildcard {
  /** What a list of patterns says about a text. */
  public enum Match {
    YES,
    NO,
    /** A negated pattern fits, which outweighs all others. */
    NEGATED
  }

  private Wildcard() {}

  /** Goes back to the last star only, so that no pattern takes more than text times pattern. */
  public static boolean matches(String text, String pattern) {
    int t = 0;
    int p = 0;
    int star = -1;
    int starText = 0;
    while (t < text.length()) {
      if (p < pattern.length() && pattern.charAt(p) == '*') {
        star = p++;
        starText = t;
      } else if (p < pattern.length() && fits(text.charAt(t), pattern.charAt(p))) {
        t++;
        p++;
      } else if (star >= 0) {
        p = star + 1;
        t = ++starText;
      } else {
        return false;
      }
    }
    while (p < pattern.length() && pattern.charAt(p) == '*') p++;
    return p == pattern.length();
  }

  public static Match matchList(String text, String patterns) {
    var result = Match.NO;
    for (var pattern : patterns.split(",", -1)) {
      boolean negated = pattern.startsWith("!");
      if (!matches(text, negated ? pattern.substring(1) : pattern)) continue;
      if (negated) return Match.NEGATED;
      result = Match.YES;
    }
    return result;
  }

  /** As {@link #matchList}, but names of hosts have no case. */
  public static Match matchHost(String host, String patterns) {
    return matchList(host.toLowerCase(Locale.ROOT), patterns.toLowerCase(Locale.ROOT));
  }

  private static boolean fits(char c, char pattern) {
    return pattern == '?' || pattern == c;
  }
}
