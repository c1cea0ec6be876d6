package dev.lifeguard.history;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.fact.Fact;
import dev.lifeguard.fact.FactValue;
import dev.lifeguard.fact.Forgotten;
import dev.lifeguard.fact.Observed;
import dev.lifeguard.fact.Subject;
import dev.lifeguard.history.Past.Day;
import dev.lifeguard.history.Past.Question;
import dev.lifeguard.store.Extract;
import dev.lifeguard.store.Store;
import dev.lifeguard.time.ManualTime;
import io.vertx.core.Future;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The recorder and who looks back, over a real file. */
class RecorderTest {
  private static final Subject HOME = Subject.gateway("home");
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  @TempDir Path folder;
  private final ManualTime time = new ManualTime(START);
  private Store store;
  private Extract extract;
  private Recorder recorder;

  @BeforeEach
  void open() {
    store = Store.open(folder);
    extract = new Extract(folder);
    begin(Keeping.USUAL);
  }

  @AfterEach
  void close() {
    extract.close();
    store.close();
  }

  private void begin(Keeping keeping) {
    recorder = new Recorder(time, store, keeping);
    done(recorder.begin());
  }

  private static <T> T done(Future<T> future) {
    return future.toCompletionStage().toCompletableFuture().orTimeout(20, TimeUnit.SECONDS).join();
  }

  private void see(Fact fact, FactValue value) {
    recorder.see(new Observed(HOME, fact, value, time.now()));
  }

  private void latency(double... seconds) {
    for (var one : seconds) {
      see(Fact.GATEWAY_LATENCY, FactValue.of(one));
      pass(Duration.ofSeconds(15));
    }
  }

  private void pass(Duration by) {
    time.advance(by);
    done(recorder.tick());
  }

  private Past past() {
    return new Past(extract);
  }

  private Question asked(Fact fact) {
    return new Question("home", fact, START, time.now().plusSeconds(3600));
  }

  private List<Span> minutes(Fact fact) {
    var told = done(past().minutes(asked(fact)));
    return told.isEmpty() ? List.of() : told.getFirst().entries();
  }

  private List<Turn> turns(Fact fact) {
    var told = done(past().turns(asked(fact)));
    return told.isEmpty() ? List.of() : told.getFirst().entries();
  }

  @Test
  void keepsTheExtremesOfAMinuteAndItsLastValue() {
    latency(0.1, 0.9, 0.2, 0.3, 5);
    assertThat(minutes(Fact.GATEWAY_LATENCY))
        .first()
        .satisfies(
            span -> {
              assertThat(span.at()).isEqualTo(START);
              assertThat(span.range()).contains(new Range(0.1, 0.9, 1.5));
              assertThat(span.last()).isEqualTo(FactValue.of(0.3));
              assertThat(span.looks()).isEqualTo(new Span.Looks(4, 0));
            });
  }

  @Test
  void keepsNoAnswerAsInfinite() {
    latency(0.1, Double.POSITIVE_INFINITY, 0.1, 0.1, 0.1);
    assertThat(minutes(Fact.GATEWAY_LATENCY).getFirst().range().orElseThrow().high()).isInfinite();
    assertThat(turns(Fact.GATEWAY_LATENCY)).hasSize(3);
  }

  @Test
  void keepsEveryChangeOfAWordAndWhyItWasNotKnown() {
    see(Fact.GATEWAY_STATE, FactValue.of("running"));
    pass(Duration.ofSeconds(15));
    see(Fact.GATEWAY_STATE, FactValue.of("running"));
    see(Fact.GATEWAY_STATE, FactValue.of("draining"));
    pass(Duration.ofSeconds(15));
    see(Fact.GATEWAY_STATE, FactValue.unknown("the tunnel is down"));
    pass(Duration.ofSeconds(15));
    assertThat(turns(Fact.GATEWAY_STATE))
        .containsExactly(
            new Turn(START, FactValue.of("running")),
            new Turn(START.plusSeconds(15), FactValue.of("draining")),
            new Turn(START.plusSeconds(30), FactValue.unknown("the tunnel is down")));
  }

  @Test
  void keepsThatANumberIsOnlyTheLeast() {
    see(Fact.ERRORS_HOURLY, FactValue.atLeast(3, "the log was cut"));
    pass(Duration.ofMinutes(1));
    assertThat(turns(Fact.ERRORS_HOURLY))
        .containsExactly(new Turn(START, FactValue.atLeast(3, "the log was cut")));
    assertThat(minutes(Fact.ERRORS_HOURLY).getFirst().range()).contains(new Range(3, 3, 3));
  }

  @Test
  void takesNoiseForNoChange() {
    latency(0.100, 0.104, 0.098, 0.111);
    assertThat(turns(Fact.GATEWAY_LATENCY))
        .extracting(Turn::value)
        .containsExactly(FactValue.of(0.1), FactValue.of(0.111));
  }

  @Test
  void writesMinutesThatAreAlikeAsOneRowWithinTheHour() {
    for (var i = 0; i < 4 * 90; i++) {
      see(Fact.ACTIVE_RUNS, FactValue.of(2));
      pass(Duration.ofSeconds(15));
    }
    assertThat(minutes(Fact.ACTIVE_RUNS))
        .extracting(Span::length)
        .containsExactly(Duration.ofMinutes(60), Duration.ofMinutes(30));
    assertThat(Point.of(minutes(Fact.ACTIVE_RUNS), START, Duration.ofMinutes(5))).hasSize(18);
  }

  @Test
  void leavesAGapWhereNobodyLooked() {
    latency(1, 1, 1, 1);
    pass(Duration.ofMinutes(10));
    latency(1, 1, 1, 1, 1);
    assertThat(Point.of(minutes(Fact.GATEWAY_LATENCY), START, Duration.ofMinutes(1)))
        .extracting(Point::at)
        .containsExactly(START, START.plusSeconds(660));
  }

  @Test
  void goesOnInTheSameMinuteAfterARestart() {
    latency(0.125);
    done(recorder.end());
    begin(Keeping.USUAL);
    latency(0.5, 0.25, 0.25, 0.25);
    assertThat(minutes(Fact.GATEWAY_LATENCY).getFirst().range())
        .contains(new Range(0.125, 0.5, 1.125));
    assertThat(minutes(Fact.GATEWAY_LATENCY).getFirst().looks()).isEqualTo(new Span.Looks(4, 0));
  }

  @Test
  void sumsUpHours() {
    for (var i = 0; i < 4 * 70; i++) {
      latency(i % 7 + 1.0);
      if (i % 40 == 0) done(recorder.maintain());
    }
    done(recorder.maintain());
    var hours = done(past().hours(asked(Fact.GATEWAY_LATENCY))).getFirst().entries();
    assertThat(hours).hasSize(2);
    assertThat(hours.getFirst().length()).isEqualTo(Duration.ofHours(1));
    assertThat(hours.getFirst().looks().all()).isEqualTo(240);
    assertThat(hours.getFirst().range().orElseThrow().high()).isEqualTo(7);
  }

  @Test
  void sumsUpTheHourThatAKillCutOff() {
    for (var i = 0; i < 4 * 5; i++) latency(1);
    begin(Keeping.USUAL);
    assertThat(done(past().hours(asked(Fact.GATEWAY_LATENCY)))).hasSize(1);
  }

  @Test
  void countsTheTimeInEachStatusDayByDay() {
    time.advance(Duration.ofHours(23));
    status("running", Duration.ofMinutes(90));
    status("unreachable", Duration.ofMinutes(30));
    assertThat(done(past().days(LocalDate.parse("2026-01-01"))))
        .containsExactly(
            new Day("home", LocalDate.parse("2026-01-01"), Map.of("running", Duration.ofHours(1))),
            new Day(
                "home",
                LocalDate.parse("2026-01-02"),
                Map.of("running", Duration.ofMinutes(30), "unreachable", Duration.ofMinutes(30))));
  }

  private void status(String word, Duration lasting) {
    for (var i = 0; i < lasting.toMinutes(); i++) {
      see(Fact.GATEWAY_STATUS, FactValue.of(word));
      pass(Duration.ofMinutes(1));
    }
  }

  @Test
  void countsNoTimeInWhichTheMachineSlept() {
    status("running", Duration.ofMinutes(2));
    time.jump(Duration.ofHours(5));
    status("running", Duration.ofMinutes(2));
    assertThat(done(past().days(LocalDate.parse("2026-01-01"))).getFirst().status())
        .containsEntry("running", Duration.ofMinutes(4));
  }

  @Test
  void dropsWhatIsTooOldButKnowsWhatWasSoThen() {
    begin(new Keeping(Duration.ofHours(2), Duration.ofHours(4), Long.MAX_VALUE));
    see(Fact.GATEWAY_STATE, FactValue.of("stopped"));
    pass(Duration.ofMinutes(1));
    see(Fact.GATEWAY_STATE, FactValue.of("running"));
    pass(Duration.ofHours(3));
    see(Fact.GATEWAY_STATE, FactValue.of("running"));
    pass(Duration.ofMinutes(2));
    done(recorder.maintain());
    assertThat(minutes(Fact.GATEWAY_STATE)).hasSize(1);
    assertThat(turns(Fact.GATEWAY_STATE))
        .containsExactly(new Turn(START.plusSeconds(60), FactValue.of("running")));
    assertThat(done(past().hours(asked(Fact.GATEWAY_STATE)))).hasSize(1);
  }

  @Test
  void keepsLessWhenTheFileIsTooLargeAndMoreAgainWhenThereIsRoom() {
    var keeping = new Keeping(Duration.ofHours(10), Duration.ofDays(1), 1000);
    assertThat(Upkeep.next(Duration.ofHours(10), keeping, 1001)).isEqualTo(Duration.ofHours(9));
    assertThat(Upkeep.next(Duration.ofHours(9), keeping, 900)).isEqualTo(Duration.ofHours(9));
    assertThat(Upkeep.next(Duration.ofHours(9), keeping, 400)).isEqualTo(Duration.ofHours(10));
    assertThat(Upkeep.next(Duration.ofHours(10), keeping, 400)).isEqualTo(Duration.ofHours(10));
  }

  @Test
  void makesLooksAgainOfWhatWasRecorded() {
    see(Fact.ERRORS_HOURLY, FactValue.atLeast(3, "the log was cut"));
    pass(Duration.ofSeconds(30));
    see(Fact.ERRORS_HOURLY, FactValue.of(12));
    pass(Duration.ofSeconds(60));
    see(Fact.ERRORS_HOURLY, FactValue.of(12));
    pass(Duration.ofSeconds(60));
    assertThat(done(past().looks(asked(Fact.ERRORS_HOURLY))))
        .extracting(look -> Duration.between(START, look.at()).toMillis() + " " + look.value())
        .containsExactly(
            "0 AtLeast[value=3.0, because=the log was cut]",
            "30000 Amount[value=12.0]",
            "59999 Amount[value=12.0]",
            "119999 Amount[value=12.0]");
  }

  @Test
  void tellsWhenSomethingIsNoLongerWatched() {
    see(Fact.GATEWAY_STATE, FactValue.of("running"));
    recorder.leave(new Forgotten(HOME, time.now().plusSeconds(1)));
    pass(Duration.ofSeconds(30));
    assertThat(turns(Fact.GATEWAY_STATE).getLast().value())
        .isEqualTo(FactValue.unknown("no longer watched"));
  }

  @Test
  void losesAndCountsWhatTheDiskCannotTakeAndGoesOn() {
    store.close();
    latency(0.1, 0.2);
    assertThat(recorder.dropped()).isPositive();
    latency(0.4);
    assertThat(recorder.written()).isZero();
  }

  @Test
  void losesAndCountsLinesBeyondTheBound() {
    for (var i = 0; i <= Recorder.LINES; i++)
      recorder.see(
          new Observed(
              Subject.channel("home", "c" + i, "a"),
              Fact.CHANNEL_STATUS,
              FactValue.of("active"),
              time.now()));
    assertThat(recorder.dropped()).isEqualTo(1);
  }
}
