package dev.lifeguard.remedy.step.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.fact.Subject;
import dev.lifeguard.peer.Await;
import dev.lifeguard.reason.Reason;
import dev.lifeguard.remedy.Scene;
import dev.lifeguard.remedy.StepOutcome;
import dev.lifeguard.remedy.StepSettings;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With real programs: what a label says never becomes a word of a command line. */
class RunStepTest {
  @TempDir Path folder;

  private static Scene scene(Map<String, String> labels, String... argv) {
    var cause =
        new Scene.Cause(
            "r1", "mend", new Subject("home", labels), Optional.empty(), Optional.empty());
    var step = new StepSettings("run", new JsonObject().put("value", new JsonArray(List.of(argv))));
    return new Scene(cause, 1, step, Map.of(), Instant.MAX);
  }

  @Test
  void givesWordsToTheProgramAsTheyAre() throws InterruptedException {
    var trap = folder.resolve("trap");
    var word = "$(touch " + trap + ")`touch " + trap + "`; touch " + trap + "\n| x";
    var outcome = new RunStep().act(scene(Map.of(), "printf", "%s", word));
    assertThat(outcome).isEqualTo(StepOutcome.done(word));
    assertThat(trap).doesNotExist();
  }

  @Test
  void givesLabelsInTheEnvironmentWhereNoShellReadsThem() throws InterruptedException {
    var trap = folder.resolve("trap");
    var label = "$(touch " + trap + ")\nnext line";
    var outcome =
        new RunStep().act(scene(Map.of("channel", label), "printenv", "LIFEGUARD_CHANNEL"));
    assertThat(outcome).isEqualTo(StepOutcome.done(label));
    assertThat(trap).doesNotExist();
  }

  @Test
  void leavesOutALabelThatNoVariableCanHold() throws InterruptedException {
    var outcome =
        new RunStep()
            .act(
                scene(Map.of("channel", "x".repeat(1024 * 1024)), "printenv", "LIFEGUARD_GATEWAY"));
    assertThat(outcome).isEqualTo(StepOutcome.done("home"));
    var zero = new RunStep().act(scene(Map.of("channel", "a\0b"), "printenv", "LIFEGUARD_GATEWAY"));
    assertThat(zero).isEqualTo(StepOutcome.done("home"));
  }

  @Test
  void keepsABoundOfTheOutputAndReadsTheRest() throws InterruptedException {
    var outcome = new RunStep().act(scene(Map.of(), "head", "-c", "5000000", "/dev/zero"));
    assertThat(outcome)
        .isInstanceOfSatisfying(
            StepOutcome.Done.class,
            done ->
                assertThat(done.output())
                    .hasSizeLessThan(70_000)
                    .endsWith("[more output was left out]"));
  }

  @Test
  void saysHowAProgramFailed() throws InterruptedException {
    assertThat(new RunStep().act(scene(Map.of(), "sh", "-c", "echo no; exit 3")))
        .isEqualTo(new StepOutcome.Failed(Reason.COMMAND_FAILED, "sh ended with 3\nno"));
    assertThat(new RunStep().act(scene(Map.of(), "/no/such/program")))
        .isInstanceOfSatisfying(
            StepOutcome.Failed.class,
            failed -> assertThat(failed.detail()).startsWith("/no/such/program cannot be run"));
  }

  @Test
  void endsTheProgramAndAllItStartedWhenItIsCutOff() throws Exception {
    var pid = folder.resolve("pid");
    var script = "sleep 300 & echo $! > " + pid + "; wait";
    var ended = new java.util.concurrent.CountDownLatch(1);
    var thread =
        Thread.ofVirtual()
            .start(
                () -> {
                  try {
                    new RunStep().act(scene(Map.of(), "sh", "-c", script));
                  } catch (InterruptedException e) {
                    ended.countDown();
                  }
                });
    Await.until("the child runs", () -> Files.exists(pid) && size(pid) > 0);
    var child = ProcessHandle.of(Long.parseLong(Files.readString(pid).strip())).orElseThrow();
    thread.interrupt();
    assertThat(ended.await(20, java.util.concurrent.TimeUnit.SECONDS)).isTrue();
    Await.until("the child is gone", Duration.ofSeconds(20), () -> !child.isAlive());
  }

  private static long size(Path file) {
    try {
      return Files.size(file);
    } catch (java.io.IOException e) {
      return 0;
    }
  }
}
