package dev.lifeguard.remedy.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.fact.Fact;
import dev.lifeguard.fact.FactValue;
import dev.lifeguard.fact.Subject;
import dev.lifeguard.peer.Await;
import dev.lifeguard.remedy.Run;
import dev.lifeguard.remedy.RunJson;
import dev.lifeguard.remedy.RunState;
import dev.lifeguard.store.Store;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * A run is written down again and again. The agent may be killed after each of these writes: from
 * every one of them the next agent goes on as it should.
 */
class KilledTest {
  private static final Subject FORWARD = Subject.forward("home", "ssh", "gateway");
  private static final String REMEDY =
      """
      - name: mend
        trigger: [tunnel_down]
        mode: auto
        steps: [{config.snapshot: {}}, {wait: 10s}, {run: [mend, it]}, {tunnel.restart: {}}]
        verify: {check: tunnel_up == 1, within: 30s}
      """;

  @TempDir Path folder;

  @TestFactory
  Stream<DynamicTest> goesOnFromEveryWrite() throws IOException {
    var written = everyWrite(Files.createDirectory(folder.resolve("first")));
    assertThat(written).hasSizeGreaterThanOrEqualTo(10);
    var tests = new ArrayList<DynamicTest>();
    for (var record : written)
      tests.add(DynamicTest.dynamicTest(name(tests.size(), record), () -> resume(record)));
    return tests.stream();
  }

  /** What stood on the disk, one after the other, in the life of one run. */
  private static List<String> everyWrite(Path place) {
    try (var stage = new Stage(place)) {
      Stage.done(stage.store.write("CREATE TABLE seen (record TEXT)"));
      for (var when : List.of("INSERT", "UPDATE"))
        Stage.done(
            stage.store.write(
                "CREATE TRIGGER see_"
                    + when
                    + " AFTER "
                    + when
                    + " ON remedy_run BEGIN"
                    + " INSERT INTO seen VALUES (NEW.record); END"));
      stage.with(REMEDY);
      stage.fire("tunnel_down", FORWARD);
      Await.until("the wait", () -> stage.last().filter(KilledTest::waits).isPresent());
      stage.still();
      stage.turn(Duration.ofSeconds(10));
      stage.run(RunState.VERIFYING);
      stage.turn(Duration.ofMillis(100));
      stage.see(FORWARD, Fact.TUNNEL_UP, FactValue.of(true));
      stage.run(RunState.VERIFIED);
      return Stage.done(stage.store.query("SELECT record FROM seen", row -> row.text("record")));
    }
  }

  private static boolean waits(Run run) {
    return run.steps().get(1).state() == Run.StepState.STARTED;
  }

  private static String name(int number, String record) {
    var run = RunJson.read(new JsonObject(record));
    return number
        + " "
        + run.state()
        + " "
        + run.steps().stream().map(step -> step.state()).toList();
  }

  private void resume(String record) throws IOException {
    var place = Files.createTempDirectory(folder, "next");
    var killed = RunJson.read(new JsonObject(record));
    put(place, killed);
    try (var stage = new Stage(place)) {
      stage.turn(Duration.ofHours(1));
      stage.with(REMEDY);
      var mended = killed.steps().get(2).state();
      if (killed.state().isOver()) stays(stage, killed);
      else if (mended == Run.StepState.STARTED) isGivenToAPerson(stage);
      else isFinished(stage, killed);
    }
  }

  private static void put(Path place, Run killed) {
    try (var store = Store.open(place)) {
      Stage.done(
          store.write(
              List.of(Journal.put(killed), Journal.lease(killed, killed.times().createdAt()))));
    }
  }

  private static void stays(Stage stage, Run killed) {
    assertThat(stage.done()).isEmpty();
    assertThat(stage.last().map(Run::state)).contains(killed.state());
  }

  /** Nobody knows whether it was done, and it is not done again. */
  private static void isGivenToAPerson(Stage stage) {
    var run = stage.run(RunState.INCONCLUSIVE);
    assertThat(run.because())
        .isEqualTo("nobody knows whether step 3 run was done: the agent was stopped meanwhile");
    assertThat(stage.done()).isEmpty();
    assertThat(stage.pages()).hasSize(1);
  }

  private static void isFinished(Stage stage, Run killed) {
    if (killed.steps().get(1).state() != Run.StepState.DONE) {
      Await.until("the wait", () -> stage.last().filter(KilledTest::waits).isPresent());
      stage.still();
      stage.turn(Duration.ofSeconds(10));
    }
    stage.run(RunState.VERIFYING);
    stage.turn(Duration.ofMillis(100));
    stage.see(FORWARD, Fact.TUNNEL_UP, FactValue.of(true));
    var run = stage.run(RunState.VERIFIED);
    var doneBefore =
        killed.steps().stream().filter(step -> step.state() == Run.StepState.DONE).count();
    var doneNow =
        stage.done().size() + (killed.steps().get(1).state() == Run.StepState.DONE ? 0 : 1);
    assertThat(doneBefore + doneNow).isEqualTo(4);
    assertThat(run.id()).isEqualTo(killed.id());
  }

  @Test
  void endsARunWhoseRemedyIsAnotherOneByNow() throws IOException {
    var written = everyWrite(Files.createDirectory(folder.resolve("first")));
    var place = Files.createDirectory(folder.resolve("changed"));
    put(place, RunJson.read(new JsonObject(written.getFirst())));
    try (var stage = new Stage(place).with(REMEDY.replace("[mend, it]", "[mend, that]"))) {
      assertThat(stage.run(RunState.INCONCLUSIVE).because())
          .contains("the remedy is another one since");
      assertThat(stage.done()).isEmpty();
      assertThat(stage.pages()).hasSize(1);
    }
  }
}
