package dev.lifeguard.tunnel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.reason.Failure;
import dev.lifeguard.reason.Reason;
import dev.lifeguard.time.ManualTime;
import dev.lifeguard.tunnel.TunnelNews.*;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class TunnelCourseTest {
  private final ManualTime time = new ManualTime();
  private final TunnelCourse course = new TunnelCourse(new Backoff(new Random(7)));
  private TunnelState state = TunnelCourse.start(time.now());

  @ParameterizedTest
  @CsvSource({
    "open,                          active",
    "refused,                       pending",
    "refused ring open,             pending pending active",
    "open lost,                     active reconnecting",
    "open lost open,                active reconnecting active",
    "open lost refused ring open,   active reconnecting reconnecting reconnecting active",
    "key_rejected,                  failed",
    "key_rejected ring wake,        failed failed failed",
    "key_rejected sister,           failed failed",
    "key_rejected file open,        failed pending active",
    "key_rejected restart open,     failed pending active",
    "open lost key_rejected file,   active reconnecting failed pending",
    "open stop open ring lost wake, active stopped stopped stopped stopped stopped",
    "open stop restart open,        active stopped pending active",
    "open standby lost,             active active reconnecting",
    "lost ring,                     pending pending",
  })
  void followsAStoryWordByWord(String story, String expected) {
    var seen = new ArrayList<String>();
    for (var word : story.split(" ")) {
      time.advance(Duration.ofSeconds(10));
      tell(word);
      seen.add(state.word());
    }
    assertThat(String.join(" ", seen)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "refused port,     true",
    "no_banner port,   true",
    "no_banner sister, true",
    "no_banner wake,   true",
    "no_banner network,true",
    "penalised port,   false",
    "penalised sister, false",
    "penalised wake,   false",
    "penalised file,   true",
    "penalised restart,true",
    "penalised ring,   true",
  })
  void triesEarlyOnAHintUnlessItServesAPenalty(String story, boolean tries) {
    for (var word : story.split(" ")) tell(word);
    assertThat(state.trying()).isEqualTo(tries);
  }

  @Test
  void dropsWhatAFormerGenerationReports() {
    tell("open");
    var former = state.life().generation();
    tell("lost");
    tell("open");
    var now = state;
    for (var late :
        new TunnelNews[] {
          new Opened(former),
          new NotOpened(former, refused()),
          new Lost(former, refused()),
          new TookOver(former, refused()),
          new Rang(former)
        }) assertThat(course.next(now, late, time.now())).isSameAs(now);
  }

  @Test
  void dropsASecondReportOfTheSameGeneration() {
    var first = state.life().generation();
    tell("refused");
    var waiting = state;
    assertThat(course.next(waiting, new Opened(first), time.now())).isSameAs(waiting);
    assertThat(course.next(waiting, new NotOpened(first, refused()), time.now())).isSameAs(waiting);
  }

  @Test
  void triesEverySecondWhileNothingListensHoweverLongItLasts() {
    for (int i = 0; i < 1_000; i++) {
      tell("refused");
      assertThat(state.pause()).hasValue(Duration.ofSeconds(1));
      tell("ring");
    }
  }

  @Test
  void spreadsFailuresAfterTheConnectUpToHalfAMinuteAndNeverGivesUp() {
    var longest = Duration.ZERO;
    for (int i = 0; i < 1_000; i++) {
      tell("kex_timeout");
      var pause = state.pause().orElseThrow();
      assertThat(pause).isPositive().isLessThanOrEqualTo(Duration.ofMillis(30_100));
      if (i == 0) assertThat(pause).isLessThanOrEqualTo(Duration.ofMillis(2_100));
      if (pause.compareTo(longest) > 0) longest = pause;
      tell("ring");
    }
    assertThat(longest).isGreaterThan(Duration.ofSeconds(25));
  }

  @Test
  void keepsAwayLongerThanTheShortestPenalty() {
    for (int i = 0; i < 100; i++) {
      tell("penalised");
      assertThat(state.pause().orElseThrow()).isGreaterThan(Duration.ofSeconds(15));
      tell("ring");
    }
  }

  @Test
  void triesAtOnceAfterALossUntilSessionsKeepDyingYoung() {
    tell("open");
    for (int i = 0; i < Backoff.PATIENCE; i++) {
      tell("lost");
      assertThat(state.trying()).isTrue();
      tell("open");
    }
    tell("lost");
    assertThat(state.pause()).isPresent();
    tell("ring");
    tell("open");
    time.advance(Duration.ofSeconds(6));
    tell("lost");
    assertThat(state.trying()).isTrue();
  }

  @Test
  void keepsSinceThroughAttemptsAndCountsReconnects() {
    tell("open");
    time.advance(Duration.ofMinutes(5));
    tell("lost");
    var lostAt = time.now();
    time.advance(Duration.ofSeconds(1));
    tell("refused");
    time.advance(Duration.ofSeconds(1));
    tell("ring");
    assertThat(state.life().since()).isEqualTo(lostAt);
    assertThat(state.life().reconnects()).isEqualTo(1);
    assertThat(state.life().last().orElseThrow().reason()).isEqualTo(Reason.REFUSED);
    tell("open");
    assertThat(state.life().since()).isEqualTo(time.now());
    assertThat(state.life().last()).as("kept, to tell what was").isPresent();
  }

  @ParameterizedTest
  @EnumSource(Reason.class)
  void everyReasonHasItsAnswer(Reason reason) {
    tell(reason.code());
    switch (reason.kind()) {
      case PERMANENT -> assertThat(state).isInstanceOf(TunnelState.Failed.class);
      case TRANSIENT, PENALTY -> assertThat(state.pause()).isPresent();
    }
  }

  private void tell(String word) {
    state = course.next(state, news(word), time.now());
  }

  private TunnelNews news(String word) {
    var generation = state.life().generation();
    return switch (word) {
      case "open" -> new Opened(generation);
      case "lost" -> new Lost(generation, failure(Reason.CLOSED_BY_SERVER));
      case "standby" -> new TookOver(generation, failure(Reason.CLOSED_BY_SERVER));
      case "ring" -> new Rang(generation);
      case "stop" -> new StopAsked();
      case "restart" -> new Restarted();
      case "port" -> new Hinted(Hint.PORT_OPENED);
      case "sister" -> new Hinted(Hint.SISTER_SUCCEEDED);
      case "network" -> new Hinted(Hint.NETWORK_CHANGED);
      case "wake" -> new Hinted(Hint.WOKE_UP);
      case "file" -> new Hinted(Hint.FILE_CHANGED);
      default -> new NotOpened(generation, failure(Reason.of(word).orElseThrow()));
    };
  }

  private static Failure refused() {
    return failure(Reason.REFUSED);
  }

  private static Failure failure(Reason reason) {
    return new Failure(reason, "");
  }
}
