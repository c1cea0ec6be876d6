package dev.lifeguard.remedy.step.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lifeguard.config.SecretSource;
import dev.lifeguard.peer.Folder;
import dev.lifeguard.peer.Sshd;
import dev.lifeguard.reason.FailedException;
import dev.lifeguard.remedy.step.FarShell;
import dev.lifeguard.remedy.step.Patient;
import dev.lifeguard.remedy.step.StepBench;
import dev.lifeguard.remedy.step.Supervision;
import dev.lifeguard.ssh.config.SshSettings;
import dev.lifeguard.tunnel.TunnelSettings;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Who keeps a gateway on another machine, found over a real SSH server. The programs {@code
 * systemctl} and {@code launchctl} over there are scripts that stand in for them: they say what the
 * test has them say, and note what they were told.
 */
class SupervisorsIT {
  private static final String UNIT = "openclaw-gateway-prod.service";

  private static Folder far;
  private static Sshd sshd;
  private static StepBench bench;

  @BeforeAll
  static void start() throws IOException {
    far = new Folder("far");
    for (var name : List.of("systemctl", "launchctl"))
      Files.setPosixFilePermissions(
          far.write(name, standIn(name)), PosixFilePermissions.fromString("rwx------"));
    sshd = Sshd.setup().config("SetEnv PATH=" + far.path() + ":/usr/bin:/bin").start();
    bench = new StepBench();
  }

  private static String standIn(String name) {
    return """
    #!/bin/sh
    echo "%1$s $* $XDG_RUNTIME_DIR" >>'%2$s/told'
    [ -f '%2$s/%1$s.says' ] || exit 113
    case "$*" in *show*|*print*) cat '%2$s/%1$s.says';; esac
    """
        .formatted(name, far.path());
  }

  @AfterAll
  static void stop() {
    bench.close();
    sshd.close();
    far.close();
  }

  private static Patient patient() {
    var ssh =
        new SshSettings(
            sshd.destination(),
            List.of(),
            List.of(sshd.clientKey().file()),
            new SecretSource.None(),
            new SecretSource.None(),
            Optional.empty(),
            List.of(sshd.knownHosts()),
            Optional.of(Duration.ofSeconds(8)),
            Optional.empty());
    var supervision =
        new Supervision(Optional.of("prod"), List.of(), List.of("openclaw"), Optional.empty());
    return new Patient(
        "ssh",
        StepBench.settings(URI.create("ws://127.0.0.1:9"), "none"),
        Map.of("ssh", new TunnelSettings.Kept("ssh", ssh, List.of(), false)),
        supervision);
  }

  private static Supervisor found(String systemd, String launchd) throws Exception {
    Files.deleteIfExists(far.resolve("told"));
    says("systemctl", systemd);
    says("launchctl", launchd);
    return new Supervisors(new FarShell(bench.sessions)).find(patient());
  }

  private static void says(String program, String text) throws IOException {
    if (text.isEmpty()) Files.deleteIfExists(far.resolve(program + ".says"));
    else far.write(program + ".says", text);
  }

  private static String unit(String active, String result, int status) {
    return "LoadState=loaded\nActiveState=%s\nResult=%s\nExecMainStatus=%d\n"
        .formatted(active, result, status);
  }

  private static String objection(String systemd) throws Exception {
    return found(systemd, "").objection().orElse("none");
  }

  @Test
  void aCrashedUnitOfSystemdIsRestartedThroughSystemdOverThere() throws Exception {
    var supervisor = found(unit("failed", "signal", 9), "");
    assertThat(supervisor.objection()).isEmpty();
    supervisor.restart();
    assertThat(supervisor.described()).contains("systemd", UNIT, sshd.destination());
    assertThat(Folder.read(far.resolve("told")))
        .containsPattern("systemctl --user restart " + UNIT + " /run/user/\\d+");
  }

  @Test
  void whatSystemdIsAtOrHoldsBackIsLeftToIt() throws Exception {
    assertThat(objection(unit("activating", "exit-code", 1))).contains("is starting it by itself");
    assertThat(objection(unit("failed", "exit-code", 78))).contains("end with 78");
    assertThat(objection(unit("failed", "start-limit-hit", 1))).contains("gave up on it");
    assertThat(objection(unit("inactive", "success", 0))).contains("was told to stop it");
  }

  @Test
  void aServiceOfLaunchdIsKickedThroughLaunchdOverThere() throws Exception {
    var none = "LoadState=not-found\nActiveState=inactive\n";
    var supervisor = found(none, "gui/501/x = {\n\tstate = not running\n\tlast exit code = 1\n}\n");
    assertThat(supervisor.objection()).isEmpty();
    supervisor.restart();
    assertThat(Folder.read(far.resolve("told")))
        .containsPattern("launchctl kickstart -k gui/\\d+/ai.openclaw.prod");
    var waits = found(none, "x = {\n\tstate = spawn scheduled\n}\n");
    assertThat(waits.objection()).hasValueSatisfying(it -> assertThat(it).contains("by itself"));
    var broken = found(none, "x = {\n\tstate = not running\n\tlast exit code = 78: EX_CONFIG\n}\n");
    assertThat(broken.objection()).hasValueSatisfying(it -> assertThat(it).contains("78"));
  }

  @Test
  void whereNobodyKeepsItThatIsSaidWithItsMend() {
    assertThatThrownBy(() -> found("", ""))
        .isInstanceOf(FailedException.class)
        .hasMessageContaining("supervisor.restart")
        .hasMessageContaining(UNIT);
  }
}
