package dev.lifeguard.remedy.step.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.peer.Folder;
import dev.lifeguard.peer.OpenClaw;
import dev.lifeguard.reason.Reason;
import dev.lifeguard.remedy.StepOutcome;
import dev.lifeguard.remedy.step.FarShell;
import dev.lifeguard.remedy.step.StepBench;
import dev.lifeguard.remedy.step.Supervision;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A real gateway restarted by its own word, by its supervisor, or not at all. */
class GatewayRestartIT {
  @Test
  void aGatewayIsRestartedOnlyByWhoMayAndOnlyWhenItHelps() throws Exception {
    try (var gateway = OpenClaw.plain();
        var bench = new StepBench()) {
      livesAndRestartsItself(gateway, bench);
      deadWithoutASupervisorStaysDead(gateway, bench);
      badlyConfiguredIsNotStarted(gateway, bench);
      deadWithASupervisorIsStartedByIt(gateway, bench);
      aThirdTimeIsRefused(gateway, bench);
    }
  }

  private static void livesAndRestartsItself(OpenClaw gateway, StepBench bench) throws Exception {
    follow(gateway, bench, List.of());
    var outcome = restart(bench).act(bench.scene("gateway.restart", "{}"));
    assertThat(outcome).isInstanceOf(StepOutcome.Done.class);
    assertThat(outcome.toString()).containsPattern("boot [0-9a-f-]+ is [0-9a-f-]+ now");
    var forced = restart(bench).act(bench.scene("gateway.restart", "{\"safe\":false}"));
    assertThat(forced.toString()).contains("needs a yes");
  }

  private static void deadWithoutASupervisorStaysDead(OpenClaw gateway, StepBench bench)
      throws Exception {
    gateway.awaitReady(Duration.ofSeconds(60));
    gateway.terminate();
    gateway.awaitExit(Duration.ofSeconds(30));
    var outcome = restart(bench).act(bench.scene("gateway.restart", "{}"));
    assertThat(outcome).isInstanceOf(StepOutcome.Failed.class);
    assertThat(((StepOutcome.Failed) outcome).reason()).isEqualTo(Reason.SUPERVISOR_MISSING);
    assertThat(gateway.status("/healthz")).isZero();
  }

  private static void badlyConfiguredIsNotStarted(OpenClaw gateway, StepBench bench)
      throws Exception {
    var good = Folder.read(gateway.configFile());
    gateway.writeConfig(good.replaceFirst("\"gateway\" *: *\\{", "\"gateway\":{\"rateLimit\":5,"));
    follow(gateway, bench, List.of("/bin/false"));
    var outcome = restart(bench).act(bench.scene("gateway.restart", "{}"));
    assertThat(outcome).isInstanceOf(StepOutcome.Failed.class);
    assertThat(((StepOutcome.Failed) outcome).reason()).isEqualTo(Reason.CONFIG_REJECTED);
    gateway.writeConfig(good);
  }

  private static void deadWithASupervisorIsStartedByIt(OpenClaw gateway, StepBench bench)
      throws Exception {
    var started = bench.folder().resolve("started");
    follow(gateway, bench, List.of(script(gateway, bench, started).toString()));
    var outcome = restart(bench).act(bench.scene("gateway.restart", "{}"));
    try {
      assertThat(outcome).isInstanceOf(StepOutcome.Done.class);
      assertThat(outcome.toString()).contains("started through the command");
    } finally {
      ProcessHandle.of(Long.parseLong(Folder.read(started).strip()))
          .ifPresent(GatewayRestartIT::end);
    }
  }

  private static void end(ProcessHandle process) {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
  }

  private static void aThirdTimeIsRefused(OpenClaw gateway, StepBench bench) throws Exception {
    var outcome = restart(bench).act(bench.scene("gateway.restart", "{}"));
    assertThat(outcome).isInstanceOf(StepOutcome.Failed.class);
    assertThat(((StepOutcome.Failed) outcome).detail()).contains("restarted twice");
  }

  private static GatewayRestart restart(StepBench bench) {
    var usual = new UsualLatency(bench.bus);
    var senses = new Pulse.Senses(bench.vertx, bench.time, bench.tunnels, usual);
    var pulse = new Pulse(senses, bench.ward);
    var budget = new RestartBudget(bench.store, bench.time);
    return new GatewayRestart(bench.ward, pulse, budget, new FarShell(bench.sessions));
  }

  private static void follow(OpenClaw gateway, StepBench bench, List<String> restart) {
    var supervision =
        new Supervision(
            Optional.empty(),
            restart,
            gateway.command(),
            restart.isEmpty() ? Optional.of(Supervision.Where.SSH) : Optional.empty());
    StepBench.await(bench.follow(List.of(StepBench.patient(gateway, supervision))));
  }

  /** What a service manager does: starts it, and goes. */
  private static Path script(OpenClaw gateway, StepBench bench, Path pid) throws Exception {
    var command = String.join(" ", gateway.command());
    var text = "#!/bin/sh\nsetsid " + command + " gateway run >/dev/null 2>&1 &\necho $! >" + pid;
    var file = bench.folder().write("supervisor", text + "\n");
    return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
  }
}
