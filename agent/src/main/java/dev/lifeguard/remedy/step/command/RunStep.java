package dev.lifeguard.remedy.step.command;

import dev.lifeguard.reason.Reason;
import dev.lifeguard.remedy.Preview;
import dev.lifeguard.remedy.Repetition;
import dev.lifeguard.remedy.Scene;
import dev.lifeguard.remedy.StepKind;
import dev.lifeguard.remedy.StepOutcome;
import dev.lifeguard.remedy.StepSettings;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Runs a program of this machine with its words as they were written. What the run is about reaches
 * it in environment variables, never as part of a command line.
 */
public final class RunStep implements StepKind {
  private static final Duration LIMIT = Duration.ofSeconds(60);

  @Override
  public String name() {
    return "run";
  }

  /** Nobody knows what a program does. */
  @Override
  public Repetition repetition() {
    return Repetition.ONCE;
  }

  @Override
  public Duration limit() {
    return LIMIT;
  }

  @Override
  public Preview preview(Scene scene) {
    var argv = argv(scene.step());
    return Preview.of("runs here, without a shell: " + shown(argv), "this machine");
  }

  @Override
  public StepOutcome act(Scene scene) throws InterruptedException {
    var argv = argv(scene.step());
    try (var program = LocalProgram.start(argv, scene)) {
      var status = program.await();
      var output = program.output();
      return status == 0
          ? StepOutcome.done(output)
          : new StepOutcome.Failed(
              Reason.COMMAND_FAILED, argv.getFirst() + " ended with " + status + "\n" + output);
    } catch (IOException e) {
      return new StepOutcome.Failed(
          Reason.COMMAND_FAILED, argv.getFirst() + " cannot be run: " + e.getMessage());
    }
  }

  private static List<String> argv(StepSettings step) {
    var argv = step.words("argv");
    return argv.isEmpty() ? step.words() : argv;
  }

  private static String shown(List<String> argv) {
    return argv.stream()
        .map(word -> word.matches("[A-Za-z0-9_./:=@%+,-]+") ? word : "'" + word + "'")
        .collect(Collectors.joining(" "));
  }
}
