package dev.lifeguard.ssh.config;

import dev.lifeguard.reason.FailedException;
import dev.lifeguard.reason.Reason;

/** One word for a POSIX shell on the far side, whatever is in it. */
public final class ShellWord {
  private ShellWord() {}

  /** In single quotes, in which nothing has a meaning. */
  public static String quoted(String word) {
    if (word.indexOf(0) >= 0)
      throw new FailedException(Reason.COMMAND_FAILED, "an argument holds a NUL character");
    return "'" + word.replace("'", "'\\''") + "'";
  }
}
