package dev.lifeguard.chaos;

import dev.lifeguard.peer.Folder;
import dev.lifeguard.peer.Program;
import dev.lifeguard.peer.RunningAgent;
import dev.lifeguard.remedy.Run;
import dev.lifeguard.remedy.RunJson;
import dev.lifeguard.remedy.RunState;
import dev.lifeguard.store.Extract;
import io.vertx.core.json.JsonObject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Row R1: an agent that is killed at random moments while remedies run. In the end no step may have
 * been done twice that must not be, every run must have ended, and whoever nobody knows about must
 * have been paged.
 */
final class RepairStorm implements AutoCloseable {
  private static final Duration CALM = Duration.ofMinutes(2);

  /** The steps that may be done once only, in their order, and the others' marks. */
  private static final List<String> ONCE = List.of("before", "between", "after");

  private static final String AGAIN = "again";

  private final Folder folder = new Folder("repairs");
  private final Random random;
  private final StringBuilder logs = new StringBuilder();

  /** What came of it. */
  record Result(
      int kills, int runs, int verified, int inconclusive, int repeated, List<String> faults) {
    @Override
    public String toString() {
      return "R1 kills=%d runs=%d verified=%d inconclusive_and_paged=%d repeatable_steps_repeated=%d"
          .concat(" faults=%d")
          .formatted(kills, runs, verified, inconclusive, repeated, faults.size());
    }
  }

  RepairStorm(long seed) {
    random = new Random(seed);
  }

  public static void main(String[] args) throws Exception {
    var kills = args.length > 0 ? Integer.parseInt(args[0]) : 200;
    var seed = args.length > 1 ? Long.parseLong(args[1]) : 1;
    try (var storm = new RepairStorm(seed)) {
      var result = storm.run(kills);
      System.out.println(result);
      result.faults().stream().limit(20).forEach(System.out::println);
      System.exit(result.faults().isEmpty() ? 0 : 1);
    }
  }

  Result run(int kills) throws Exception {
    for (var i = 0; i < kills; i++) {
      var agent = agent("storm", i);
      agent.awaitReady(Duration.ofSeconds(60), () -> agent.log().contains("ready"));
      pause(200 + random.nextInt(400));
      agent.kill();
      agent.awaitExit(Duration.ofSeconds(20));
      logs.append(agent.log());
      agent.close();
    }
    try (var last = agent("calm", kills)) {
      if (last.awaitExit(CALM) != 0) throw new AssertionError(last.log());
      logs.append(last.log());
    }
    return judge(kills);
  }

  private Program agent(String mood, int number) {
    return Program.start(
        new Program.Launch(
            List.of(
                Path.of(System.getProperty("java.home"), "bin/java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xmx128m",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-cp",
                RunningAgent.classPath(),
                RepairAgent.class.getName(),
                folder.path().toString(),
                mood),
            folder.path(),
            Map.of(),
            folder.resolve("log-" + number)));
  }

  private Result judge(int kills) throws Exception {
    var marks = Files.readAllLines(folder.resolve("marks"));
    var faults = new ArrayList<String>();
    var runs = runs();
    var repeated = 0;
    for (var run : runs) {
      faults.addAll(faults(run, marks));
      if (count(marks, run, AGAIN) > 1) repeated++;
    }
    return new Result(
        kills,
        runs.size(),
        (int) runs.stream().filter(run -> run.state() == RunState.VERIFIED).count(),
        (int) runs.stream().filter(run -> run.state() == RunState.INCONCLUSIVE).count(),
        repeated,
        faults);
  }

  private List<String> faults(Run run, List<String> marks) {
    var faults = new ArrayList<String>();
    for (var step : ONCE)
      if (count(marks, run, step) > 1) faults.add(run.id() + " did this twice: " + step);
    switch (run.state()) {
      case VERIFIED -> {
        for (var step : ONCE)
          if (count(marks, run, step) != 1) faults.add(run.id() + " says it did this: " + step);
        if (count(marks, run, AGAIN) == 0) faults.add(run.id() + " never did: " + AGAIN);
      }
      case INCONCLUSIVE -> {
        if (!logs.toString().contains("key=run-" + run.id() + " "))
          faults.add(run.id() + " told nobody that it is inconclusive");
        if (count(marks, run, "after") > 0 && count(marks, run, "between") == 0)
          faults.add(run.id() + " left out a step");
      }
      default -> faults.add(run.id() + " ended " + run.state() + ": " + run.because());
    }
    return faults;
  }

  private static long count(List<String> marks, Run run, String step) {
    return marks.stream().filter((run.id() + " " + step)::equals).count();
  }

  private List<Run> runs() {
    try (var extract = new Extract(folder.resolve("data"))) {
      return extract
          .query(
              "SELECT record FROM remedy_run",
              row -> RunJson.read(new JsonObject(row.text("record"))))
          .toCompletionStage()
          .toCompletableFuture()
          .orTimeout(20, TimeUnit.SECONDS)
          .join();
    }
  }

  private static void pause(int millis) throws InterruptedException {
    new CountDownLatch(1).await(millis, TimeUnit.MILLISECONDS);
  }

  @Override
  public void close() {
    folder.close();
  }
}
