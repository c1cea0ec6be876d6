package dev.lifeguard.remedy.step.command;

import dev.lifeguard.reason.Reason;
import dev.lifeguard.remedy.Preview;
import dev.lifeguard.remedy.Repetition;
import dev.lifeguard.remedy.Scene;
import dev.lifeguard.remedy.StepKind;
import dev.lifeguard.remedy.StepOutcome;
import dev.lifeguard.remedy.step.Expected;
import dev.lifeguard.remedy.step.FarShell;
import dev.lifeguard.remedy.step.Waiting;
import dev.lifeguard.remedy.step.Ward;
import dev.lifeguard.time.Time;
import java.time.Duration;
import java.util.List;

/** Runs a command on the gateway's machine over SSH: whatever is in a word stays in that word. */
public final class RunThere implements StepKind {
  private final Ward ward;
  private final FarShell shell;
  private final Time time;

  public RunThere(Ward ward, FarShell shell, Time time) {
    this.ward = ward;
    this.shell = shell;
    this.time = time;
  }

  @Override
  public String name() {
    return "ssh.run";
  }

  @Override
  public Repetition repetition() {
    return Repetition.ONCE;
  }

  @Override
  public Duration limit() {
    return Duration.ofMinutes(1);
  }

  @Override
  public Preview preview(Scene scene) throws InterruptedException {
    return Expected.preview(
        "Runs a command over there.",
        () -> {
          var ssh = ward.patient(scene.gateway()).needKept(scene.label("tunnel")).ssh();
          return Preview.of(
              "Runs on " + ssh.destination() + ": " + words(scene), ssh.destination());
        });
  }

  @Override
  public StepOutcome act(Scene scene) throws InterruptedException {
    return Expected.outcome(
        () -> {
          var ssh = ward.patient(scene.gateway()).needKept(scene.label("tunnel")).ssh();
          var left = Waiting.until(scene.deadline(), time.now());
          var ended = shell.run(ssh, words(scene), left);
          return ended.status().filter(status -> status == 0).isPresent()
              ? StepOutcome.done(FarShell.said(ended))
              : new StepOutcome.Failed(Reason.COMMAND_FAILED, FarShell.said(ended));
        });
  }

  private static List<String> words(Scene scene) {
    var alone = scene.step().words();
    return alone.isEmpty() ? scene.step().words("argv") : alone;
  }
}
