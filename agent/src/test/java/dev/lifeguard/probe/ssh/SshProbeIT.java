package dev.lifeguard.probe.ssh;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.bus.Bus;
import dev.lifeguard.config.SecretSource;
import dev.lifeguard.fact.Fact;
import dev.lifeguard.fact.FactValue;
import dev.lifeguard.fact.Subject;
import dev.lifeguard.peer.Sshd;
import dev.lifeguard.probe.ProbeId;
import dev.lifeguard.probe.ProbeOutcome;
import dev.lifeguard.probe.ProbeOutcome.Phase;
import dev.lifeguard.probe.ProbeOutcome.Reading;
import dev.lifeguard.reason.Reason;
import dev.lifeguard.ssh.Persistence;
import dev.lifeguard.ssh.SshSessions;
import dev.lifeguard.ssh.SshTrace;
import dev.lifeguard.ssh.config.SshEnvironment;
import dev.lifeguard.ssh.config.SshSettings;
import dev.lifeguard.time.RealTime;
import io.vertx.core.Vertx;
import java.nio.file.Files;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The SSH probe at a real OpenSSH server. */
class SshProbeIT {
  private static final ProbeId HOME = new ProbeId(Subject.gateway("home"), SshTarget.KIND);
  private static final ProbeId EDGE = new ProbeId(Subject.gateway("edge"), SshTarget.KIND);

  private final Vertx vertx = Vertx.vertx();
  private final RealTime time = new RealTime(vertx);
  private final Sshd sshd = Sshd.plain();
  private final SshSessions sessions =
      new SshSessions(
          new Bus(vertx),
          time,
          new SshEnvironment(
              SshEnvironment.real().user(), "here", Map.of(), Optional.empty(), Optional.empty()));

  @AfterEach
  void end() throws Exception {
    sessions.close();
    sshd.close();
    vertx.close().toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
  }

  @Test
  void timesEachStepOfAFullLoginAndTellsAllWhoShareIt() throws Exception {
    var outcome = probe(HOME, EDGE).look();
    assertThat(outcome).isInstanceOf(ProbeOutcome.Passed.class);
    assertThat(outcome.timing().phases().stream().map(Phase::name))
        .containsExactly("resolve", "connect", "banner", "kex", "auth");
    assertThat(outcome.readings())
        .filteredOn(reading -> reading.fact() == Fact.SSH_REASON)
        .extracting(Reading::subject)
        .containsExactly(HOME.subject(), EDGE.subject());
    assertThat(sshd.connectionsTaken()).isEqualTo(1);
  }

  @Test
  void ridesOnTheKeptSessionOnceItHasLoggedIn() throws Exception {
    var lease =
        sessions.lease(settings(), Persistence.ONCE, SshTrace.SILENT).get(40, TimeUnit.SECONDS);
    var probe = probe(HOME);
    assertThat(probe.look().timing().phases())
        .hasSize(6); // the round trip on the kept session, and five of the login
    var second = probe.look();
    assertThat(second.timing().phases().stream().map(Phase::name)).containsExactly("keepalive");
    assertThat(sshd.connectionsTaken()).isEqualTo(2);
    assertThat(lease.session().isOpen()).isTrue();
  }

  @Test
  void saysThatTheKeyIsReadableByOthersWithoutTroublingTheServer() throws Exception {
    Files.setPosixFilePermissions(
        sshd.clientKey().file(), PosixFilePermissions.fromString("rw-r--r--"));
    var outcome = probe(HOME).look();
    assertThat(outcome)
        .isInstanceOfSatisfying(
            ProbeOutcome.Failed.class,
            failed -> assertThat(failed.failure().reason()).isEqualTo(Reason.KEY_PERMISSION));
    assertThat(outcome.readings())
        .contains(new Reading(HOME.subject(), Fact.SSH_REASON, FactValue.of("key_permission")));
    assertThat(sshd.connectionsTaken()).isZero();
  }

  private SshProbe probe(ProbeId... ids) {
    var target = new SshTarget(settings(), Duration.ofMinutes(10), Duration.ofSeconds(40));
    return new SshProbe(List.of(ids), target, sessions, time);
  }

  private SshSettings settings() {
    return new SshSettings(
        sshd.destination(),
        List.of(),
        List.of(sshd.clientKey().file()),
        new SecretSource.None(),
        new SecretSource.None(),
        Optional.empty(),
        List.of(sshd.knownHosts()),
        Optional.of(Duration.ofSeconds(20)),
        Optional.empty());
  }
}
