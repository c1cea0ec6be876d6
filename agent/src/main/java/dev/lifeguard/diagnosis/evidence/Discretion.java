package dev.lifeguard.diagnosis.evidence;

import java.util.List;
import java.util.regex.Pattern;

/**
 * Takes secrets out of what programs printed, for it is shown, kept and sent. A process list holds
 * arguments, and a log whatever somebody wrote into it. Pure.
 */
public final class Discretion {
  private static final String WORD = "[a-z_-]*(?:token|password|passwd|secret|api[_-]?key)";

  private static final List<Pattern> SECRETS =
      List.of(
          Pattern.compile("(?i)(--" + WORD + "[ =])([^\\s\"']{4,})"),
          Pattern.compile("(?i)(" + WORD + "[\"']?\\s*[:=]\\s*[\"']?)([^\\s\"',}]{6,})"),
          Pattern.compile("(?i)(\\bbearer )([^\\s\"']{6,})"),
          Pattern.compile("(://[^/\\s:@]*:)([^/\\s@]+)(?=@)"),
          Pattern.compile("(\\b\\d{6,12}:)([A-Za-z0-9_-]{25,})"));

  private Discretion() {}

  public static String about(String text) {
    var clean = text;
    for (var secret : SECRETS) clean = secret.matcher(clean).replaceAll("$1***");
    return clean;
  }
}
