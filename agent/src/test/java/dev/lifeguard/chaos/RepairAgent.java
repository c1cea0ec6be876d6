package dev.lifeguard.chaos;

import dev.lifeguard.bus.Bus;
import dev.lifeguard.fact.Fact;
import dev.lifeguard.fact.FactValue;
import dev.lifeguard.fact.Observed;
import dev.lifeguard.fact.Subject;
import dev.lifeguard.remedy.Block.Why;
import dev.lifeguard.remedy.Preview;
import dev.lifeguard.remedy.Remedies;
import dev.lifeguard.remedy.Repetition;
import dev.lifeguard.remedy.Scene;
import dev.lifeguard.remedy.StepKind;
import dev.lifeguard.remedy.StepOutcome;
import dev.lifeguard.remedy.run.RemedyDesk;
import dev.lifeguard.remedy.run.RemedyVerticle;
import dev.lifeguard.remedy.run.RemedyVerticle.Equipment;
import dev.lifeguard.remedy.run.StepKinds;
import dev.lifeguard.remedy.run.Surroundings;
import dev.lifeguard.remedy.run.Terms;
import dev.lifeguard.remedy.run.Terms.GatewayTerms;
import dev.lifeguard.remedy.step.command.RunStep;
import dev.lifeguard.store.Store;
import dev.lifeguard.time.RealTime;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * The part of the agent that runs remedies, as a process that can be killed: the real engine, store
 * and step {@code run}. In a storm one run follows the other on four gateways; in a calm it takes
 * up what is open, and ends once nothing is.
 */
final class RepairAgent {
  private static final List<String> GATEWAYS = List.of("g1", "g2", "g3", "g4");
  private static final Set<Why> OVERRULED =
      EnumSet.of(Why.COOLDOWN, Why.BUDGET, Why.BREAKER, Why.BLAST_RADIUS);
  private static final String MARK = "echo \"$LIFEGUARD_RUN $0\" >> '%s'";
  private static final String REMEDY =
      """
      - name: mend
        trigger: [manual]
        steps:
          - run: [/bin/sh, -c, "%1$s", before]
          - tunnel.restart: {}
          - run: [/bin/sh, -c, "%1$s", between]
          - wait: 30ms
          - run: [/bin/sh, -c, "%1$s", after]
        verify: {check: tunnel_up == 1, within: 30s}
      """;

  private final Vertx vertx = Vertx.vertx();
  private final Bus bus = new Bus(vertx);
  private final RealTime time = new RealTime(vertx);
  private final Store store;
  private final RemedyDesk desk;

  private RepairAgent(Path folder) {
    store = Store.open(folder.resolve("data"));
    var marks = folder.resolve("marks");
    var around = new Surroundings((_, _) -> false, _ -> {});
    var kinds = new StepKinds(List.of(new RunStep(), new Marked(marks)));
    var verticle = new RemedyVerticle(new Equipment(bus, time, store, kinds, around, folder));
    done(vertx.deployVerticle(verticle));
    var terms = new TreeMap<String, GatewayTerms>();
    for (var gateway : GATEWAYS) terms.put(gateway, new GatewayTerms(Map.of(), Optional.empty()));
    var mark = MARK.formatted(marks).replace("\"", "\\\"");
    done(verticle.replace(new Terms(Remedies.all(REMEDY.formatted(mark)), terms)));
    done(verticle.begin(List.of()));
    desk = verticle.desk();
  }

  /** A step that may be repeated, and leaves a mark each time. */
  private record Marked(Path marks) implements StepKind {
    @Override
    public String name() {
      return "tunnel.restart";
    }

    @Override
    public Repetition repetition() {
      return Repetition.REPEATABLE;
    }

    @Override
    public Duration limit() {
      return Duration.ofSeconds(20);
    }

    @Override
    public Preview preview(Scene scene) {
      return Preview.of("leaves a mark");
    }

    @Override
    public StepOutcome act(Scene scene) throws InterruptedException {
      var mark = List.of("/bin/sh", "-c", MARK.formatted(marks), "again");
      var process = new ProcessBuilder(mark);
      process.environment().put("LIFEGUARD_RUN", scene.cause().run());
      try {
        return StepOutcome.done("ended with " + process.start().waitFor());
      } catch (java.io.IOException e) {
        throw new java.io.UncheckedIOException(e);
      }
    }
  }

  /** {@code FOLDER storm} without an end, {@code FOLDER calm} for the end. */
  public static void main(String[] args) throws InterruptedException {
    var agent = new RepairAgent(Path.of(args[0]));
    System.out.println("ready");
    if (args[1].equals("calm")) agent.calm();
    else agent.storm();
    System.exit(0);
  }

  private void storm() throws InterruptedException {
    while (true) {
      for (var gateway : GATEWAYS)
        done(desk.run(new RemedyDesk.Order("mend", Subject.gateway(gateway), "storm", OVERRULED)));
      see();
    }
  }

  private void calm() throws InterruptedException {
    while (isAtWork()) see();
    store.close();
  }

  private boolean isAtWork() {
    return done(desk.runs(Optional.empty(), 1000)).stream().anyMatch(run -> !run.state().isOver());
  }

  private void see() throws InterruptedException {
    for (var gateway : GATEWAYS)
      bus.publish(
          new Observed(
              Subject.forward(gateway, "ssh", "gateway"),
              Fact.TUNNEL_UP,
              FactValue.of(true),
              time.now()));
    new CountDownLatch(1).await(20, TimeUnit.MILLISECONDS);
  }

  private static <T> T done(Future<T> future) {
    return future.toCompletionStage().toCompletableFuture().orTimeout(20, TimeUnit.SECONDS).join();
  }
}
