package dev.lifeguard.diagnosis.walk;

import dev.lifeguard.diagnosis.PathLayer;
import dev.lifeguard.diagnosis.evidence.Sign;
import dev.lifeguard.fact.Fact;
import dev.lifeguard.fact.FactValue;
import dev.lifeguard.reason.FailedException;
import dev.lifeguard.reason.Failure;
import dev.lifeguard.reason.Reason;
import dev.lifeguard.ssh.Login;
import dev.lifeguard.ssh.Persistence;
import dev.lifeguard.ssh.SshLease;
import dev.lifeguard.ssh.SshSession;
import dev.lifeguard.ssh.SshTrace;
import dev.lifeguard.ssh.config.ResolvedTarget;
import dev.lifeguard.ssh.config.SshSettings;
import java.time.Duration;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Logs in, and keeps the session for the looks behind it. Blocks. */
final class LoginLook {
  private static final Set<Reason> LATE =
      EnumSet.of(
          Reason.TIMEOUT,
          Reason.CONNECT_TIMEOUT,
          Reason.NO_BANNER,
          Reason.KEX_TIMEOUT,
          Reason.AUTH_TIMEOUT);

  /** A limit of this length is no fault of the limit. */
  private static final Duration GENEROUS = Duration.ofSeconds(10);

  private static final Duration TRIP = Duration.ofSeconds(3);
  private static final Duration MORE_PATIENCE = Duration.ofSeconds(15);

  private final Means means;
  private final Duration patience;

  LoginLook(Means means, Duration patience) {
    this.means = means;
    this.patience = patience;
  }

  Optional<SshLease> look(Notebook notebook, SshSettings settings, ResolvedTarget target)
      throws InterruptedException {
    try {
      var lease = lease(settings, patience);
      if (lease.isPresent()) passed(notebook, lease.get().session());
      else failed(notebook, settings, target, tooLate());
      return lease;
    } catch (FailedException e) {
      failed(notebook, settings, target, e.failure());
      return Optional.empty();
    }
  }

  private Optional<SshLease> lease(SshSettings settings, Duration within)
      throws InterruptedException {
    var future = means.sessions().lease(settings, Persistence.ONCE, SshTrace.SILENT);
    var lease = Waiting.on(future, within);
    if (lease.isEmpty()) future.cancel(true);
    return lease;
  }

  private Failure tooLate() {
    return new Failure(Reason.TIMEOUT, "no login within " + patience.toMillis() + " ms");
  }

  private static void passed(Notebook notebook, SshSession session) throws InterruptedException {
    var login = session.login();
    var trip = trip(session);
    trip.map(Sign.RoundTrip::new).ifPresent(notebook::sign);
    var note = phases(login) + trip.map(it -> "; round trip " + length(it)).orElse("");
    var took = login.hops().stream().map(Login.Hop::took).reduce(Duration.ZERO, Duration::plus);
    notebook.passed(PathLayer.SSH_AUTH, Fact.SSH_AUTH_TIME, FactValue.of(took), note);
  }

  /** Empty: the session has ended meanwhile; the look behind it will say so. */
  private static Optional<Duration> trip(SshSession session) throws InterruptedException {
    var asked = session.alive(TRIP).handle((took, _) -> took).toCompletableFuture();
    return Waiting.on(asked, TRIP.plusSeconds(1));
  }

  private static String phases(Login login) {
    return login.hops().stream()
        .map(
            hop ->
                hop.server()
                    + hop.laps().stream()
                        .map(lap -> " " + lap.step().code() + " " + length(lap.took()))
                        .collect(Collectors.joining(",", ":", "")))
        .collect(Collectors.joining("; "));
  }

  private static String length(Duration took) {
    return Thresholds.length(took.toNanos() / 1e9);
  }

  private void failed(
      Notebook notebook, SshSettings settings, ResolvedTarget target, Failure failure)
      throws InterruptedException {
    notebook.failed(
        PathLayer.SSH_AUTH, "ssh " + Culprit.of(target, failure).server().login(), failure);
    if (LATE.contains(failure.reason())) tryPatiently(notebook, settings, target);
  }

  /** A server that lets us in with more patience is not down: our limit is wrong. */
  private void tryPatiently(Notebook notebook, SshSettings settings, ResolvedTarget target)
      throws InterruptedException {
    var step = target.patience().connectTimeout();
    if (step.compareTo(GENEROUS) >= 0 && patience.compareTo(GENEROUS) >= 0) return;
    try (var lease = lease(patient(settings), MORE_PATIENCE).orElse(null)) {
      if (lease != null) slower(notebook, lease.session().login(), step);
    } catch (FailedException e) {
      notebook.sign(new Sign.Passed(PathLayer.SSH_AUTH, "more patience: " + e.failure()));
    }
  }

  private void slower(Notebook notebook, Login login, Duration step) {
    var slowest =
        login.hops().stream()
            .flatMap(hop -> hop.laps().stream())
            .max(Comparator.comparing(Login.Lap::took))
            .orElseThrow();
    var stepped = slowest.took().compareTo(step) > 0;
    notebook.sign(
        stepped
            ? new Sign.SlowerThanAllowed(
                "the SSH step " + slowest.step().code(),
                "connect-timeout (ssh: ConnectTimeout)",
                step,
                slowest.took())
            : new Sign.SlowerThanAllowed(
                "an SSH login", "probes.ssh-auth.timeout", patience, login.took()));
  }

  private static SshSettings patient(SshSettings settings) {
    return new SshSettings(
        settings.destination(),
        settings.jump(),
        settings.identities(),
        settings.passphrase(),
        settings.password(),
        settings.hostKeyPolicy(),
        settings.knownHosts(),
        Optional.of(MORE_PATIENCE),
        settings.keepalive());
  }
}
