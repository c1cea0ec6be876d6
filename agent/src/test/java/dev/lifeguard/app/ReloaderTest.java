package dev.lifeguard.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.bus.Bus;
import dev.lifeguard.config.Change;
import dev.lifeguard.config.Loaded;
import dev.lifeguard.config.ReloadEvent;
import dev.lifeguard.config.ReloadEvent.ReloadApplied;
import dev.lifeguard.config.ReloadEvent.ReloadRefused;
import dev.lifeguard.config.ReloadEvent.ReloadWaiting;
import dev.lifeguard.config.Surroundings;
import dev.lifeguard.fact.Fact;
import dev.lifeguard.fact.FactValue;
import dev.lifeguard.fact.Observed;
import dev.lifeguard.reason.FailedException;
import dev.lifeguard.reason.Reason;
import dev.lifeguard.time.ManualTime;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReloaderTest {
  private static final String GOOD =
      "gateways: [{name: home, url: \"ws://127.0.0.1:18789\", labels: {env: LABEL}}]\n";

  @TempDir private Path folder;
  private final Vertx vertx = Vertx.vertx();
  private final Bus bus = new Bus(vertx);
  private final ManualTime time = new ManualTime();
  private final BlockingQueue<ReloadEvent> events = new LinkedBlockingQueue<>();
  private final BlockingQueue<FactValue> facts = new LinkedBlockingQueue<>();
  private Path file;
  private Reloader reloader;
  private boolean buildFails;

  @BeforeEach
  void start() throws IOException {
    bus.on(ReloadEvent.class, events::add);
    bus.on(
        Observed.class,
        seen -> {
          if (seen.fact() == Fact.CONFIG_RELOAD_OK) facts.add(seen.value());
        });
    file = folder.resolve("lifeguard.yaml");
    Files.writeString(file, GOOD.replace("LABEL", "one"));
    var here = new Surroundings(Map.of(), folder, folder);
    var settings = new Settings(Optional.of(file), List.of(), here);
    var first = (Loaded.Good<AgentSettings>) settings.load();
    reloader = new Reloader(settings, first, this::apply, bus, time);
  }

  @AfterEach
  void stop() throws InterruptedException {
    reloader.end();
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }

  private void apply(AgentSettings settings, List<Change> changes) {
    if (buildFails) throw new FailedException(Reason.PORT_TAKEN, "nothing was replaced");
  }

  private void write(String text) throws IOException {
    Files.writeString(file, text);
    for (int i = 0; i < 3; i++) time.advance(Duration.ofSeconds(1));
  }

  private <T> T next(BlockingQueue<T> queue) throws InterruptedException {
    return Optional.ofNullable(queue.poll(10, TimeUnit.SECONDS)).orElseThrow();
  }

  private String label() {
    return reloader.inForce().gateways().getFirst().labels().get("env");
  }

  @Test
  void putsAChangedFileInForce() throws Exception {
    write(GOOD.replace("LABEL", "two"));
    assertThat(next(events)).isInstanceOf(ReloadApplied.class);
    assertThat(label()).isEqualTo("two");
  }

  @Test
  void keepsTheLastGoodOneAndSaysSoUntilItIsMended() throws Exception {
    assertThat(next(facts)).isEqualTo(FactValue.of(true));
    write("gateways: [{name: home, ulr: x}]\n");
    assertThat(next(events))
        .isInstanceOfSatisfying(
            ReloadRefused.class, refused -> assertThat(refused.problems()).hasSize(2));
    assertThat(label()).isEqualTo("one");
    assertThat(next(facts)).isEqualTo(FactValue.of(false));
    time.advance(Duration.ofSeconds(20));
    assertThat(next(facts)).isEqualTo(FactValue.of(false));
    write(GOOD.replace("LABEL", "three"));
    assertThat(next(events)).isInstanceOf(ReloadApplied.class);
    assertThat(label()).isEqualTo("three");
  }

  @Test
  void leavesWhatWaitsAsItIsUntilItIsAskedFor() throws Exception {
    write(GOOD.replace("LABEL", "one") + "agent: {listen: \"127.0.0.1:9999\"}\n");
    assertThat(next(events))
        .isInstanceOfSatisfying(
            ReloadWaiting.class,
            waiting ->
                assertThat(waiting.changes()).containsExactly(Change.structural("agent.listen")));
    assertThat(reloader.inForce().own().listen().port()).isEqualTo(9789);
    assertThat(reloader.request()).isInstanceOf(ReloadApplied.class);
    assertThat(reloader.inForce().own().listen().port()).isEqualTo(9999);
  }

  @Test
  void whatCannotBeBuiltReplacesNothing() throws Exception {
    buildFails = true;
    write(GOOD.replace("LABEL", "two"));
    assertThat(next(events))
        .isInstanceOfSatisfying(
            ReloadRefused.class,
            refused -> assertThat(refused.because()).isEqualTo("port_taken: nothing was replaced"));
    assertThat(label()).isEqualTo("one");
    buildFails = false;
    assertThat(reloader.request()).isInstanceOf(ReloadApplied.class);
    assertThat(label()).isEqualTo("two");
  }

  @Test
  void watchesTheFilesThatTheNewOneNames() throws Exception {
    var rules = folder.resolve("rules.yaml");
    Files.writeString(rules, "alerts: []\n");
    write(GOOD.replace("LABEL", "one") + "rules: rules.yaml\n");
    assertThat(next(events)).isInstanceOf(ReloadApplied.class);
    Files.writeString(rules, "alerts: {name: a, condition: tunnel_up == 0}\n");
    for (int i = 0; i < 3; i++) time.advance(Duration.ofSeconds(1));
    assertThat(next(events))
        .isInstanceOfSatisfying(
            ReloadApplied.class,
            applied -> assertThat(applied.changes()).containsExactly(Change.small("rules")));
  }

  @Test
  void aRuleThatOnlyMovedIsTheSameRule() throws Exception {
    var rules = folder.resolve("rules.yaml");
    Files.writeString(rules, "alerts: {name: a, condition: tunnel_up == 0}\n");
    write(GOOD.replace("LABEL", "one") + "rules: rules.yaml\n");
    assertThat(next(events)).isInstanceOf(ReloadApplied.class);
    Files.writeString(rules, "# why\nalerts: {name: a, condition: tunnel_up == 0}\n");
    for (int i = 0; i < 3; i++) time.advance(Duration.ofSeconds(1));
    assertThat(next(events))
        .isInstanceOfSatisfying(
            ReloadApplied.class, applied -> assertThat(applied.changes()).isEmpty());
  }

  @Test
  void whatWasReadByRequestIsNotReadOnceMoreAsAChange() throws Exception {
    Files.writeString(file, GOOD.replace("LABEL", "two"));
    reloader.request();
    for (int i = 0; i < 5; i++) time.advance(Duration.ofSeconds(1));
    write(GOOD.replace("LABEL", "three"));
    for (var expected : List.of("two", "three")) {
      var applied = (ReloadApplied) next(events);
      assertThat(applied.changes()).as(expected).hasSize(1);
    }
    assertThat(events).isEmpty();
  }

  @Test
  void aRequestWithoutAChangeIsGood() {
    assertThat(reloader.request())
        .isInstanceOfSatisfying(
            ReloadApplied.class, applied -> assertThat(applied.changes()).isEmpty());
  }
}
