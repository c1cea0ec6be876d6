package dev.lifeguard.alert;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.rule.NoData;
import dev.lifeguard.rule.Rule;
import dev.lifeguard.rule.Verdict;
import dev.lifeguard.time.ManualTime;
import dev.lifeguard.time.Moment;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every look is a minute after the one before; `for` and `keep-firing-for` are two minutes. */
class AlertPolicyTest {
  private static final Duration TWO_MINUTES = Duration.ofMinutes(2);

  private final ManualTime time = new ManualTime();
  private final Moment start = time.moment();

  @ParameterizedTest
  @CsvSource({
    "bad ok,                       Pending Ok",
    "bad bad bad,                  Pending Pending Firing",
    "bad bad ok bad bad bad,       Pending Pending Ok Pending Pending Firing",
    "bad bad bad ok bad,           Pending Pending Firing Recovering Firing",
    "bad bad bad ok ok ok,         Pending Pending Firing Recovering Recovering Ok",
    "bad bad bad ok ok bad ok ok,  Pending Pending Firing Recovering Recovering Firing Recovering Recovering",
    "between bad between,          Ok Pending Ok",
    "bad bad bad between ok,       Pending Pending Firing Firing Recovering",
    "bad bad bad ok between ok,    Pending Pending Firing Recovering Firing Recovering",
    "? bad ? bad bad bad,          Unknown Pending Unknown Pending Pending Firing",
    "? ok ? between,               Unknown Ok Unknown Ok",
    "bad bad bad ? ? bad,          Pending Pending Firing Unknown Unknown Firing",
    "bad bad bad ? ok ok ok,       Pending Pending Firing Unknown Recovering Recovering Ok",
    "bad bad bad ? between,        Pending Pending Firing Unknown Firing",
    "bad bad bad ok ? ok ok,       Pending Pending Firing Recovering Unknown Recovering Recovering"
  })
  void followsAMinuteByMinuteStory(String verdicts, String expected) {
    assertThat(story(lasting(NoData.UNKNOWN), verdicts)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "FIRE, ? ? ? ok,          Pending Pending Firing Recovering",
    "FIRE, ok bad ? ? ?,      Ok Pending Pending Firing Firing",
    "KEEP, ? bad ? bad,       Ok Pending Pending Firing",
    "KEEP, bad bad bad ? ok,  Pending Pending Firing Firing Recovering"
  })
  void doesWithoutDataAsItIsTold(NoData noData, String verdicts, String expected) {
    assertThat(story(lasting(noData), verdicts)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({"bad ok bad, Firing Ok Firing", "ok bad between ok, Ok Firing Firing Ok"})
  void needsNoTimeWhereNoneIsAskedFor(String verdicts, String expected) {
    assertThat(story(new AlertPolicy(Rule.Timing.AT_ONCE), verdicts)).isEqualTo(expected);
  }

  @Test
  void keepsTheFirstFiringTimeThroughAFlap() {
    var policy = lasting(NoData.UNKNOWN);
    AlertState state = new AlertState.Ok();
    for (var verdict : "bad bad bad ok bad ? bad ok bad".split(" ")) {
      state = policy.next(state, verdict(verdict), situation());
      time.advance(Duration.ofMinutes(1));
    }
    assertThat(state).isEqualTo(new AlertState.Firing(start.plus(TWO_MINUTES)));
  }

  @Test
  void doesNotMindTheWallClock() {
    var policy = lasting(NoData.UNKNOWN);
    var state = policy.next(new AlertState.Ok(), Verdict.BREACHED, situation());
    time.jump(Duration.ofDays(1));
    assertThat(policy.next(state, Verdict.BREACHED, situation()))
        .isInstanceOf(AlertState.Pending.class);
    time.jump(Duration.ofDays(-2));
    time.advance(TWO_MINUTES);
    assertThat(policy.next(state, Verdict.BREACHED, situation()))
        .isInstanceOf(AlertState.Firing.class);
  }

  @Test
  void firesNothingNewInAQuietPeriodButResolves() {
    var policy = new AlertPolicy(Rule.Timing.AT_ONCE);
    var quiet = new AlertPolicy.Situation(start, start.plus(Duration.ofSeconds(10)), Flaps.NONE);
    var pending = policy.next(new AlertState.Ok(), Verdict.BREACHED, quiet);
    assertThat(pending).isEqualTo(new AlertState.Pending(start));
    assertThat(policy.untilChange(pending, quiet)).contains(Duration.ofSeconds(10));
    assertThat(policy.next(new AlertState.Firing(start), Verdict.CLEARED, quiet))
        .isEqualTo(new AlertState.Ok());
  }

  @Test
  void doesNotEndWhileItFlaps() {
    var policy = new AlertPolicy(Rule.Timing.AT_ONCE);
    var flapping = new AlertPolicy.Situation(start, start, new Flaps(0b010101, 6, true));
    var state = policy.next(new AlertState.Firing(start), Verdict.CLEARED, flapping);
    assertThat(state).isEqualTo(new AlertState.Recovering(start, start));
    assertThat(policy.untilChange(state, flapping)).isEmpty();
    assertThat(policy.next(state, Verdict.CLEARED, situation())).isEqualTo(new AlertState.Ok());
  }

  @Test
  void knowsWhenItChangesByItself() {
    var policy = lasting(NoData.UNKNOWN);
    time.advance(Duration.ofSeconds(30));
    assertThat(policy.untilChange(new AlertState.Pending(start), situation()))
        .contains(Duration.ofSeconds(90));
    assertThat(policy.untilChange(new AlertState.Recovering(start, start), situation()))
        .contains(Duration.ofSeconds(90));
    assertThat(policy.untilChange(new AlertState.Ok(), situation())).isEmpty();
    assertThat(policy.untilChange(new AlertState.Firing(start), situation())).isEmpty();
    assertThat(policy.untilChange(new AlertState.Unknown(Optional.empty(), start), situation()))
        .isEmpty();
    time.advance(Duration.ofHours(1));
    assertThat(policy.untilChange(new AlertState.Pending(start), situation()))
        .contains(Duration.ZERO);
  }

  @Test
  void startsToWaitAnewAfterAGap() {
    time.advance(Duration.ofHours(1));
    var now = time.moment();
    assertThat(AlertPolicy.resumed(new AlertState.Pending(start), now))
        .isEqualTo(new AlertState.Pending(now));
    assertThat(AlertPolicy.resumed(new AlertState.Recovering(start, start), now))
        .isEqualTo(new AlertState.Recovering(start, now));
    assertThat(AlertPolicy.resumed(new AlertState.Firing(start), now))
        .isEqualTo(new AlertState.Firing(start));
  }

  private static AlertPolicy lasting(NoData noData) {
    return new AlertPolicy(new Rule.Timing(TWO_MINUTES, TWO_MINUTES, noData));
  }

  private String story(AlertPolicy policy, String verdicts) {
    var states = new ArrayList<String>();
    AlertState state = new AlertState.Ok();
    for (var verdict : verdicts.split(" ")) {
      state = policy.next(state, verdict(verdict), situation());
      states.add(state.getClass().getSimpleName());
      time.advance(Duration.ofMinutes(1));
    }
    return String.join(" ", states);
  }

  private AlertPolicy.Situation situation() {
    return new AlertPolicy.Situation(time.moment(), start, Flaps.NONE);
  }

  private static Verdict verdict(String word) {
    return switch (word) {
      case "bad" -> Verdict.BREACHED;
      case "ok" -> Verdict.CLEARED;
      case "between" -> Verdict.LINGERING;
      case "?" -> Verdict.UNKNOWN;
      default -> throw new IllegalArgumentException(word);
    };
  }
}
