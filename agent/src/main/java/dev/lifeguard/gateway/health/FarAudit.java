package dev.lifeguard.gateway.health;

import static dev.lifeguard.ssh.config.ShellWord.quoted;

import dev.lifeguard.gateway.FarHost;
import dev.lifeguard.gateway.GatewayReport.Security;
import dev.lifeguard.reason.FailedException;
import dev.lifeguard.ssh.ExecResult;
import dev.lifeguard.time.Time;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Runs OpenClaw's own security audit on the gateway's machine, over the SSH session that a tunnel
 * keeps to it. As at home: only where the gateway says that it runs, and as the owner of its files.
 */
record FarAudit(Time time, Duration within) {
  private static final int OUTPUT = 1_000_000;

  /** What the script ends with when it does not come to the audit. */
  private static final int ELSEWHERE = 90;

  private static final int NO_FILE = 91;
  private static final int NOT_OURS = 92;
  private static final int NO_PROGRAM = 93;

  /** For any POSIX shell. The surroundings are the gateway's own, where they can be seen. */
  private static final String SCRIPT =
      """
      [ "$(uname -n)" = %s ] || exit 90
      [ -f %2$s ] || exit 91
      [ -O %2$s ] || exit 92
      if [ -r /proc/%3$d/environ ]; then
        while IFS= read -r pair; do
          case $pair in
            PATH=*) PATH=$PATH:${pair#PATH=} ;;
            HOME=*|OPENCLAW_*=*) export "$pair" ;;
          esac
        done <<END
      $(tr '\\0' '\\n' </proc/%3$d/environ)
      END
      fi
      runtime=$(readlink /proc/%3$d/exe)
      PATH=$PATH:/usr/local/bin:/opt/homebrew/bin:$HOME/.local/bin:$HOME/.npm-global/bin
      PATH=$PATH:${runtime%%/*}
      command -v openclaw >/dev/null || exit 93
      OPENCLAW_CONFIG_PATH=%2$s
      export PATH OPENCLAW_CONFIG_PATH
      exec openclaw security audit --json </dev/null 2>/dev/null
      """;

  /** Blocks for some six seconds. */
  Security run(FarHost host, RuntimeReading process, ConfigReading config) {
    var kept = host.kept();
    if (kept.isEmpty()) return not("no SSH session stands to the gateway's machine");
    try (var lease = kept.get()) {
      var result =
          lease
              .session()
              .exec("/bin/sh", script(process, config), within, OUTPUT)
              .toCompletableFuture()
              .get(within.toMillis() + 2_000, TimeUnit.MILLISECONDS);
      return read(result, host);
    } catch (FailedException e) {
      return not("the audit over SSH failed: " + e.failure());
    } catch (ExecutionException e) {
      var cause = e.getCause() instanceof FailedException failed ? failed.failure() : e.getCause();
      return not("the audit over SSH failed: " + cause);
    } catch (TimeoutException e) {
      return not("the audit over SSH did not end within " + within.toSeconds() + " s");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return not("interrupted");
    }
  }

  private static byte[] script(RuntimeReading process, ConfigReading config) {
    return SCRIPT
        .formatted(quoted(process.hostname()), quoted(config.path()), process.pid().orElse(0L))
        .getBytes(StandardCharsets.UTF_8);
  }

  private Security read(ExecResult result, FarHost host) {
    var there = host.login().destination();
    return switch (result.status().orElse(0)) {
      case ELSEWHERE -> not("the gateway runs on another machine than " + there);
      case NO_FILE -> not("its configuration file cannot be seen on " + there);
      case NOT_OURS -> not("the gateway belongs to another user than the login of " + there);
      case NO_PROGRAM -> not("no openclaw program was found on " + there);
      default -> AuditReading.of(result.output(), time.now());
    };
  }

  private static Security not(String because) {
    return new Security.NotLooked(because);
  }
}
