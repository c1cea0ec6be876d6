package dev.lifeguard.remedy.step;

import dev.lifeguard.reason.FailedException;
import dev.lifeguard.reason.Reason;
import dev.lifeguard.ssh.ExecResult;
import dev.lifeguard.ssh.Persistence;
import dev.lifeguard.ssh.SshSessions;
import dev.lifeguard.ssh.SshTrace;
import dev.lifeguard.ssh.config.ShellWord;
import dev.lifeguard.ssh.config.SshSettings;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Runs commands on the far side of a session that we share. The login shell over there, whichever
 * it is, only ever sees {@code /bin/sh}; the command itself goes to that shell's input, every word
 * of it in single quotes, in which nothing has a meaning.
 */
public final class FarShell {
  private static final int KEPT = 16_384;

  /** A single argument beyond this is refused by the kernel over there anyway. */
  private static final int LONGEST = 65_536;

  private final SshSessions sessions;

  public FarShell(SshSessions sessions) {
    this.sessions = sessions;
  }

  /** Blocks. Fails with a FailedException. */
  public ExecResult run(SshSettings ssh, List<String> argv, Duration within)
      throws InterruptedException {
    return script(ssh, command(argv) + " </dev/null\n", within);
  }

  /**
   * @param script must hold nothing from outside but words that went through {@link #quoted}
   */
  public ExecResult script(SshSettings ssh, String script, Duration within)
      throws InterruptedException {
    var lease = Waiting.on(sessions.lease(ssh, Persistence.ONCE, SshTrace.SILENT), within);
    try (lease) {
      var input = script.getBytes(StandardCharsets.UTF_8);
      return Waiting.on(
          lease.session().exec("/bin/sh", input, within, KEPT), within.plusSeconds(2));
    }
  }

  /** The words as one command of a POSIX shell. */
  static String command(List<String> argv) {
    if (argv.isEmpty() || argv.getFirst().isBlank())
      throw new FailedException(Reason.COMMAND_FAILED, "no program is named");
    if (argv.stream().mapToInt(String::length).sum() > LONGEST)
      throw new FailedException(
          Reason.COMMAND_FAILED, "the arguments have more than " + LONGEST + " characters");
    return argv.stream().map(FarShell::quoted).collect(Collectors.joining(" "));
  }

  /** One word, whatever is in it. */
  public static String quoted(String word) {
    return ShellWord.quoted(word);
  }

  /** How a command ended, for people. */
  public static String said(ExecResult result) {
    var text = (result.output() + result.errors()).strip();
    var status = result.status().map(code -> "status " + code).orElse("ended by a signal");
    var cut = result.truncated() ? " (cut)" : "";
    return text.isEmpty() ? status : status + ": " + text + cut;
  }
}
