package dev.lifeguard.ssh;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.reason.Failure;
import dev.lifeguard.reason.Reason;
import dev.lifeguard.ssh.Budget.Answer;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BudgetTest {
  private static final String HOST = "host:22";
  private static final Failure WORDLESS = new Failure(Reason.NO_BANNER, "closed");
  private static final Failure SENT_AWAY = new Failure(Reason.PENALISED, "Not allowed");

  private final Budget budget = new Budget();
  private long now;

  @Test
  void givesAFewAtOnceAndThenOneASecond() {
    for (var i = 0; i < 3; i++) assertThat(ask()).isInstanceOf(Answer.Go.class);
    assertThat(ask()).isInstanceOf(Answer.Later.class);
    for (var second = 0; second < 5; second++) {
      pass(Duration.ofSeconds(1));
      assertThat(ask()).isInstanceOf(Answer.Go.class);
      assertThat(ask()).isInstanceOf(Answer.Later.class);
    }
  }

  @Test
  void saysHowLongToWait() {
    for (var i = 0; i < 3; i++) ask();
    pass(Duration.ofMillis(400));
    assertThat(ask())
        .isInstanceOfSatisfying(
            Answer.Later.class, later -> assertThat(later.by().toMillis()).isBetween(599L, 601L));
  }

  @Test
  void givesBackWhatTheServerNeverSaw() {
    for (var i = 0; i < 10; i++) {
      assertThat(ask()).isInstanceOf(Answer.Go.class);
      budget.refund(HOST, now);
    }
  }

  @Test
  void keepsHostsApart() {
    for (var i = 0; i < 3; i++) ask();
    assertThat(budget.ask("other:22", now)).isInstanceOf(Answer.Go.class);
  }

  @ParameterizedTest
  @CsvSource({"1, 16", "2, 32", "3, 64", "4, 128", "5, 256", "6, 300", "60, 300"})
  void staysAwayLongerEachTimeItIsSentAway(int times, int seconds) {
    var pause = Duration.ZERO;
    for (var i = 0; i < times; i++) pause = budget.penalise(HOST, SENT_AWAY, now);
    assertThat(pause).isEqualTo(Duration.ofSeconds(seconds));
    pass(pause.minusMillis(1));
    assertThat(ask()).isEqualTo(new Answer.Paused(SENT_AWAY, Duration.ofMillis(1)));
    pass(Duration.ofMillis(1));
    assertThat(ask()).isInstanceOf(Answer.Go.class);
  }

  @Test
  void isForgivenByAWelcome() {
    budget.penalise(HOST, SENT_AWAY, now);
    budget.welcomed(HOST, now);
    assertThat(ask()).isInstanceOf(Answer.Go.class);
    assertThat(budget.penalise(HOST, SENT_AWAY, now)).isEqualTo(Budget.FIRST_PAUSE);
  }

  @Test
  void leavesAloneWhoHungUpTwiceInARowAndNeverForLonger() {
    assertThat(budget.hungUp(HOST, WORDLESS, now)).isEmpty();
    assertThat(budget.hungUp(HOST, WORDLESS, now)).hasValue(Budget.FIRST_PAUSE);
    assertThat(ask()).isEqualTo(new Answer.Paused(WORDLESS, Budget.FIRST_PAUSE));
    pass(Budget.FIRST_PAUSE);
    assertThat(ask()).isInstanceOf(Answer.Go.class);
    assertThat(budget.hungUp(HOST, WORDLESS, now)).hasValue(Budget.FIRST_PAUSE);
  }

  @Test
  void takesAHangUpAfterAWelcomeForTheFirstOne() {
    budget.hungUp(HOST, WORDLESS, now);
    budget.welcomed(HOST, now);
    assertThat(budget.hungUp(HOST, WORDLESS, now)).isEmpty();
  }

  private Answer ask() {
    return budget.ask(HOST, now);
  }

  private void pass(Duration time) {
    now += time.toNanos();
  }
}
