package dev.lifeguard.ssh;

import dev.lifeguard.bus.Bus;
import dev.lifeguard.reason.Failure;
import dev.lifeguard.reason.Reason;
import dev.lifeguard.ssh.config.SshEnvironment;
import dev.lifeguard.ssh.config.SshSettings;
import dev.lifeguard.time.RealTime;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** One full login to a real server, with nothing kept from the one before. */
final class LoginRun {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private LoginRun() {}

  /** The reason of a failed login; empty if it went well. */
  static Optional<Reason> reason(SshEnvironment environment, SshSettings settings) {
    return failure(environment, settings).map(Failure::reason);
  }

  static Optional<Failure> failure(SshEnvironment environment, SshSettings settings) {
    var vertx = Vertx.vertx();
    try (var sessions = new SshSessions(new Bus(vertx), new RealTime(vertx), environment)) {
      var outcome =
          sessions
              .login(settings, Duration.ZERO)
              .toCompletableFuture()
              .get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
      return switch (outcome) {
        case LoginOutcome.Passed _ -> Optional.empty();
        case LoginOutcome.Failed(var failure, _) -> Optional.of(failure);
        case LoginOutcome.NotTried(var because) -> throw new AssertionError(because.toString());
      };
    } catch (Exception e) {
      throw new AssertionError(e);
    } finally {
      vertx.close().await();
    }
  }
}
