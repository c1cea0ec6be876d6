package dev.lifeguard.remedy.step.ssh;

import dev.lifeguard.reason.FailedException;
import dev.lifeguard.reason.Reason;
import dev.lifeguard.remedy.step.FarShell;
import dev.lifeguard.ssh.config.SshSettings;
import dev.lifeguard.ssh.key.NewKey;
import java.time.Duration;

/**
 * A key's line in authorized_keys on the far side, put there and taken away over a session that
 * stands. Every word in the scripts is quoted.
 *
 * @param file the far side's authorized_keys; as a shell word
 */
record KeyGrant(FarShell shell, SshSettings ssh, String file) {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  /** What OpenSSH reads unless told otherwise. */
  static final String USUAL = "\"$HOME\"/.ssh/authorized_keys";

  private static final String INSTALL =
      """
      umask 077
      key=%s
      file=%s
      mkdir -p "$(dirname "$file")" && touch "$file" || exit 1
      if ! grep -qxF -- "$key" "$file"; then
        if [ -s "$file" ] && [ -n "$(tail -c 1 "$file")" ]; then printf '\\n' >>"$file"; fi
        printf '%%s\\n' "$key" >>"$file" || exit 1
      fi
      grep -qxF -- "$key" "$file"
      """;

  private static final String REMOVE =
      """
      umask 077
      key=%s
      file=%s
      left=$(grep -vxF -- "$key" "$file")
      printf '%%s\\n' "$left" >"$file"
      """;

  void install(NewKey key) throws InterruptedException {
    run(INSTALL, key);
  }

  void remove(NewKey key) throws InterruptedException {
    run(REMOVE, key);
  }

  private void run(String script, NewKey key) throws InterruptedException {
    var words = script.formatted(FarShell.quoted(key.publicLine()), file);
    var ended = shell.script(ssh, words, PATIENCE);
    if (ended.status().filter(status -> status == 0).isEmpty())
      throw new FailedException(
          Reason.COMMAND_FAILED, "authorized_keys over there: " + FarShell.said(ended));
  }
}
