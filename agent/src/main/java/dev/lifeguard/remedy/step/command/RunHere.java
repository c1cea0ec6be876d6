package dev.lifeguard.remedy.step.command;

import dev.lifeguard.reason.Reason;
import dev.lifeguard.remedy.Preview;
import dev.lifeguard.remedy.Repetition;
import dev.lifeguard.remedy.Scene;
import dev.lifeguard.remedy.StepKind;
import dev.lifeguard.remedy.StepOutcome;
import dev.lifeguard.remedy.step.Expected;
import dev.lifeguard.remedy.step.Program;
import dev.lifeguard.remedy.step.Waiting;
import dev.lifeguard.time.Time;
import java.time.Duration;

/** Runs a program on this machine with its arguments as they are. */
public final class RunHere implements StepKind {
  private final Time time;

  public RunHere(Time time) {
    this.time = time;
  }

  @Override
  public String name() {
    return "run";
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
  public Preview preview(Scene scene) {
    return Preview.of("Runs here: " + scene.step().words(), "this machine");
  }

  @Override
  public StepOutcome act(Scene scene) throws InterruptedException {
    return Expected.outcome(
        () -> {
          var left = Waiting.until(scene.deadline(), time.now());
          var ended = Program.run(scene.step().words(), left);
          var said = "status " + ended.status() + ": " + ended.output().strip();
          return ended.status() == 0
              ? StepOutcome.done(said)
              : new StepOutcome.Failed(Reason.COMMAND_FAILED, said);
        });
  }
}
