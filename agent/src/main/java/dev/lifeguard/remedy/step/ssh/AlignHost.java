package dev.lifeguard.remedy.step.ssh;

import dev.lifeguard.reason.FailedException;
import dev.lifeguard.reason.Reason;
import dev.lifeguard.remedy.Preview;
import dev.lifeguard.remedy.Repetition;
import dev.lifeguard.remedy.Scene;
import dev.lifeguard.remedy.StepKind;
import dev.lifeguard.remedy.StepOutcome;
import dev.lifeguard.remedy.step.Expected;
import dev.lifeguard.remedy.step.FileEdit;
import dev.lifeguard.remedy.step.Ward;
import dev.lifeguard.ssh.SshSessions;
import dev.lifeguard.ssh.config.HostAliasEdit;
import dev.lifeguard.ssh.config.SshEnvironment;
import dev.lifeguard.time.Time;
import java.time.Duration;
import java.util.Optional;

/**
 * A tunnel goes by a Host alias that the OpenSSH configuration has under another name: gives the
 * entry there the tunnel's name as well, so that both go on working.
 */
public final class AlignHost implements StepKind {
  private final Ward ward;
  private final SshSessions sessions;
  private final SshEnvironment environment;
  private final Time time;

  public AlignHost(Ward ward, SshSessions sessions, SshEnvironment environment, Time time) {
    this.ward = ward;
    this.sessions = sessions;
    this.environment = environment;
    this.time = time;
  }

  @Override
  public String name() {
    return "ssh.align-host";
  }

  @Override
  public Repetition repetition() {
    return Repetition.REPEATABLE;
  }

  @Override
  public Duration limit() {
    return Duration.ofSeconds(30);
  }

  @Override
  public Preview preview(Scene scene) throws InterruptedException {
    var text = "Gives a Host entry of the OpenSSH configuration the name that the tunnel uses.";
    return Expected.preview(
        text,
        () ->
            drift(scene)
                .map(this::announced)
                .orElse(Preview.of(text + " Nothing to do: every name is known.")));
  }

  private Preview announced(AliasDrift drift) {
    var edit = FileEdit.of(drift.entry().at().file());
    var text =
        "Adds \"%s\" to the entry \"%s\" at %s; a copy of the file is kept beside it."
            .formatted(drift.name(), drift.entry().pattern(), drift.entry().at());
    return Preview.of(text, edit.file().toString()).with(edit.diff(after(edit, drift)));
  }

  @Override
  public StepOutcome act(Scene scene) throws InterruptedException {
    return Expected.outcome(
        () -> {
          var drift = drift(scene);
          if (drift.isEmpty()) return new StepOutcome.Skipped("every name is known already");
          var edit = FileEdit.of(drift.get().entry().at().file());
          var after = after(edit, drift.get());
          var diff = edit.diff(after);
          var copy = edit.write(after, time.now());
          sessions.retry(ward.patient(scene.gateway()).needKept(scene.label("tunnel")).ssh());
          return StepOutcome.done(
              diff + copy.map(file -> "former file: " + file).orElse(""), "changed", "true");
        });
  }

  private Optional<AliasDrift> drift(Scene scene) {
    var tunnel = ward.patient(scene.gateway()).needKept(scene.label("tunnel"));
    return AliasDrift.find(tunnel.ssh(), environment, scene.step().text("to"));
  }

  private static String after(FileEdit edit, AliasDrift drift) {
    return HostAliasEdit.added(edit.text(), drift.entry().at().line(), drift.name())
        .orElseThrow(
            () ->
                new FailedException(
                    Reason.SSH_CONFIG_INVALID, drift.entry().at() + " is no Host line any more"));
  }
}
