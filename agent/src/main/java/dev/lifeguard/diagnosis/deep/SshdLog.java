package dev.lifeguard.diagnosis.deep;

import dev.lifeguard.diagnosis.evidence.Discretion;
import dev.lifeguard.diagnosis.evidence.Sign;
import java.util.List;
import java.util.regex.Pattern;

/** The lines of sshd's log that speak of a login that was refused. Pure. */
final class SshdLog {
  private static final int LAST = 400;
  private static final int MOST = 6;
  private static final int LENGTH = 300;

  private static final Pattern TELLING =
      Pattern.compile(
          "not allowed because|ROOT LOGIN REFUSED|account (is locked|has expired)|Invalid user"
              + "|Failed publickey|bad ownership or modes|Could not open .*authorized"
              + "|MaxStartups|drop connection|penalty|but the request was denied"
              + "|administratively prohibited");

  private SshdLog() {}

  /** The latest ones, of this user or of nobody in particular. */
  static List<Sign> signs(String log, String user) {
    var lines = log.lines().toList();
    return lines.subList(Math.max(0, lines.size() - LAST), lines.size()).reversed().stream()
        .filter(line -> TELLING.matcher(line).find())
        .filter(line -> speaksOf(line, user))
        .limit(MOST)
        .<Sign>map(line -> new Sign.SshdSaid(shortened(line)))
        .toList();
  }

  private static boolean speaksOf(String line, String user) {
    var named =
        Pattern.compile("(?i)\\buser (\\S+)|for (?:invalid user )?(\\S+) from").matcher(line);
    if (user.isEmpty() || !named.find()) return true;
    var name = named.group(1) == null ? named.group(2) : named.group(1);
    return name.equals(user);
  }

  private static String shortened(String line) {
    var clean = Discretion.about(line).strip().replaceAll("\\p{Cntrl}", "?");
    return clean.length() > LENGTH ? clean.substring(0, LENGTH) + "..." : clean;
  }
}
