package dev.lifeguard.remedy.step.ssh;

import dev.lifeguard.reason.FailedException;
import dev.lifeguard.reason.Failure;
import dev.lifeguard.remedy.step.Waiting;
import dev.lifeguard.ssh.Persistence;
import dev.lifeguard.ssh.SshSessions;
import dev.lifeguard.ssh.SshTrace;
import dev.lifeguard.ssh.config.SshSettings;
import dev.lifeguard.ssh.key.HostKeyOffer;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * A login of its own that shows which host key was refused.
 *
 * @param refused the last key that was shown when the login failed; empty: none was shown
 * @param failure why the login failed; empty: it did not
 */
record HostKeyLook(Optional<HostKeyOffer> refused, Optional<Failure> failure) {
  /** Keeps the last host key that was shown. */
  private static final class Watch implements SshTrace {
    private volatile CompletableFuture<HostKeyOffer> last = new CompletableFuture<>();

    @Override
    public void tell(String line) {}

    @Override
    public void shown(HostKeyOffer offer) {
      last = CompletableFuture.completedFuture(offer);
    }
  }

  static HostKeyLook at(SshSettings ssh, SshSessions sessions, Duration within)
      throws InterruptedException {
    var watch = new Watch();
    sessions.retry(ssh); // what failed before may not be asked again otherwise
    try {
      Waiting.on(sessions.fresh(ssh, Persistence.ONCE, watch), within).close();
      return new HostKeyLook(Optional.empty(), Optional.empty());
    } catch (FailedException e) {
      return new HostKeyLook(
          Optional.ofNullable(watch.last.getNow(null)), Optional.of(e.failure()));
    }
  }
}
