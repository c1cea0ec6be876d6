package dev.lifeguard.report;

import static dev.lifeguard.rule.Rules.rule;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.alert.AlertSettings;
import dev.lifeguard.alert.AlertVerticle;
import dev.lifeguard.alert.IncidentEvent;
import dev.lifeguard.bus.Bus;
import dev.lifeguard.fact.Fact;
import dev.lifeguard.fact.FactValue;
import dev.lifeguard.fact.Observed;
import dev.lifeguard.fact.Subject;
import dev.lifeguard.notify.Language;
import dev.lifeguard.notify.NotifyEvent.TellingDecided;
import dev.lifeguard.notify.Occasion;
import dev.lifeguard.notify.Telling;
import dev.lifeguard.notify.Telling.Outcome;
import dev.lifeguard.rule.RuleSet;
import dev.lifeguard.rule.watch.Freshness;
import dev.lifeguard.rule.watch.RuleVerticle;
import dev.lifeguard.store.Store;
import dev.lifeguard.time.RealTime;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The chronicle beside real alerts and a real store. */
class ChronicleTest {
  private static final AlertSettings AT_ONCE =
      new AlertSettings(
          Duration.ZERO, Duration.ofSeconds(20), Duration.ofMinutes(10), Duration.ofHours(24));
  private static final RuleSet RULES =
      RuleSet.of(rule("gateway_down", "gateway_state != \"running\""));
  private static final Reader READER = new Reader(Language.EN, ZoneOffset.UTC);

  @TempDir Path folder;
  private final Vertx vertx = Vertx.vertx();
  private final Bus bus = new Bus(vertx);
  private final RealTime time = new RealTime(vertx);
  private final BlockingQueue<IncidentEvent> incidents = new LinkedBlockingQueue<>();
  private Store store;
  private Chronicle chronicle;

  @BeforeEach
  void begin() {
    store = Store.open(folder);
    bus.on(IncidentEvent.class, incidents::add);
    var alerts =
        new AlertVerticle(
            bus, time, store, AT_ONCE, new AlertVerticle.Watched(RULES, Set.of("home")));
    var rules = new RuleVerticle(bus, time, Freshness.USUAL);
    done(vertx.deployVerticle(alerts));
    chronicle = new Chronicle(bus, time, alerts.desk(), store);
    done(vertx.deployVerticle(chronicle));
    done(vertx.deployVerticle(rules));
    rules.replace(RULES, Map.of());
  }

  @AfterEach
  void end() {
    done(vertx.close());
    store.close();
  }

  @Test
  void beginsAnIncidentWithWhatHappenedRightBefore() throws Exception {
    see(Fact.TUNNEL_STATE, "active");
    see(Fact.TUNNEL_STATE, "reconnecting");
    see(Fact.GATEWAY_STATE, "running");
    var incident = breakGateway();
    await(incident, "tunnel_state of home: active → reconnecting");
    await(incident, "gateway_state of home: running → stopped");
  }

  @Test
  void writesDownWhatIsSeenToldAndNotedUntilTheEnd() throws Exception {
    see(Fact.GATEWAY_STATE, "running");
    var incident = breakGateway();
    var alert = done(chronicle.record(incident)).orElseThrow().alerts().getFirst();
    bus.publish(
        new TellingDecided(
            new Telling(
                alert.id(), "k1", Occasion.FIRED, Outcome.DELIVERED, "ops", "taken", time.now()),
            time.now()));
    await(incident, "delivered ops (fired): taken");
    assertThat(done(chronicle.note(incident, "ana", "the disk was full"))).isTrue();
    see(Fact.GATEWAY_STATE, "running");
    await(incident, "gateway_state of home: stopped → running");
    await(incident, "all alerts are resolved");
    var text =
        Markdown.write(Composer.compose(done(chronicle.record(incident)).orElseThrow(), READER));
    assertThat(text)
        .contains("| Level | P0 (critical) |")
        .contains("tell ops (fired) | delivered")
        .contains("- ")
        .contains("ana: the disk was full")
        .contains("No cause was found.");
  }

  @Test
  void whoIsToldOfALineFindsIt() throws Exception {
    var written = new LinkedBlockingQueue<WrittenDown>();
    var incident = breakGateway();
    await(incident, "opened by gateway_down on home");
    bus.on(WrittenDown.class, written::add);
    done(chronicle.note(incident, "ana", "the disk was full"));
    var told = written.poll(10, TimeUnit.SECONDS);
    assertThat(told).as("told within 10 s").isNotNull();
    assertThat(told.incident()).isEqualTo(incident);
    assertThat(done(chronicle.entries(incident)))
        .extracting(Entry::text)
        .contains("ana: the disk was full");
  }

  @Test
  void knowsNothingOfAnIncidentThatNeverWas() {
    assertThat(done(chronicle.note("20200101-000000-home", "ana", "?"))).isFalse();
    assertThat(done(chronicle.record("20200101-000000-home"))).isEmpty();
  }

  private String breakGateway() throws InterruptedException {
    see(Fact.GATEWAY_STATE, "stopped");
    var opened = incidents.poll(10, TimeUnit.SECONDS);
    assertThat(opened).as("an incident within 10 s").isNotNull();
    return opened.incident().id();
  }

  private void see(Fact fact, String word) {
    bus.publish(new Observed(Subject.gateway("home"), fact, FactValue.of(word), time.now()));
  }

  /** Entries come by listening: waits until the text stands there. */
  private void await(String incident, String text) throws InterruptedException {
    var ticks = new LinkedBlockingQueue<Long>();
    var timer = vertx.setPeriodic(20, ticks::add);
    for (var left = 500; left > 0; left--) {
      ticks.take();
      if (texts(incident).contains(text)) {
        vertx.cancelTimer(timer);
        return;
      }
    }
    assertThat(texts(incident)).contains(text);
  }

  private List<String> texts(String incident) {
    return done(chronicle.entries(incident)).stream().map(Entry::text).toList();
  }

  private static <T> T done(Future<T> future) {
    return future.toCompletionStage().toCompletableFuture().orTimeout(10, TimeUnit.SECONDS).join();
  }
}
