package dev.lifeguard.remedy.step.gateway;

import dev.lifeguard.remedy.step.FarShell;
import dev.lifeguard.remedy.step.Patient;
import dev.lifeguard.remedy.step.Program;
import dev.lifeguard.remedy.step.Supervision.Where;
import dev.lifeguard.ssh.config.SshSettings;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Runs programs on the machine of a gateway: here, or over there on our SSH session. */
sealed interface Hand {
  record Here() implements Hand {}

  record There(FarShell shell, SshSettings ssh) implements Hand {}

  /** Empty when there is no way to the gateway's machine. */
  static Optional<Hand> of(Patient patient, FarShell shell) {
    var where = patient.supervision().where();
    if (where.isPresent() && where.get() == Where.HERE) return Optional.of(new Here());
    if (patient.ssh().isPresent()) return Optional.of(new There(shell, patient.ssh().get()));
    if (where.isPresent()) return Optional.empty();
    var ownCommand = !patient.supervision().restart().isEmpty();
    return ownCommand || isHere(patient.gateway().url())
        ? Optional.of(new Here())
        : Optional.empty();
  }

  private static boolean isHere(URI url) {
    return List.of("127.0.0.1", "localhost", "[::1]", "::1")
        .contains(String.valueOf(url.getHost()));
  }

  /** Blocks. Fails with a FailedException. */
  default Program.Ended run(List<String> argv, Duration within) throws InterruptedException {
    return switch (this) {
      case Here _ -> Program.run(argv, within);
      case There(var shell, var ssh) -> {
        var result = shell.run(ssh, argv, within);
        yield new Program.Ended(result.status().orElse(-1), result.output() + result.errors());
      }
    };
  }

  /** As in "systemd here". */
  default String place() {
    return switch (this) {
      case Here _ -> "here";
      case There(_, var ssh) -> "on " + ssh.destination();
    };
  }
}
