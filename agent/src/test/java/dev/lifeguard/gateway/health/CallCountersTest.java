package dev.lifeguard.gateway.health;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CallCountersTest {
  private final CounterBook book = new CounterBook();

  @Test
  void countsAllCallsAndTheFailedOnesAmongThem() {
    var text =
        """
        # TYPE openclaw_model_call_total counter
        openclaw_model_call_total{api="x",error_category="",model="m",outcome="completed",provider="a"} 7
        openclaw_model_call_total{api="x",error_category="auth",model="m",outcome="error",provider="b"} 2
        openclaw_model_call_total{provider="c",outcome="timeout"} 1e0
        openclaw_model_call_total_created{outcome="error"} 99
        openclaw_model_call_duration_seconds_count{outcome="error"} 99
        """;
    assertThat(CallCounters.read(text)).contains(new CallCounters(10, 3));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "openclaw_model_call_totally_else 5",
        "<html>openclaw</html>",
        "openclaw_model_call_total{outcome=\"error\"} NaN",
        "openclaw_model_call_total{outcome=\"error\"} 1e1e1",
        "openclaw_model_call_total{outcome=\"error"
      })
  void whatIsNoCounterCountsNothing(String text) {
    assertThat(CallCounters.read(text).map(CallCounters::all).orElse(0.0)).isZero();
  }

  @Test
  void rateIsOfTheCallsBetweenTheLooks() {
    see(0, 100, 50);
    assertThat(book.errorRate()).isEmpty();
    see(10, 110, 51);
    assertThat(book.errorRate()).hasValue(0.1);
  }

  @Test
  void whatIsOlderThanFiveMinutesDoesNotCount() {
    see(0, 0, 0);
    see(10, 10, 10);
    see(400, 20, 10);
    assertThat(book.errorRate()).hasValue(0);
    see(700, 20, 10);
    assertThat(book.errorRate()).isEmpty();
  }

  @Test
  void counterThatWentBackIsAnotherProcess() {
    see(0, 100, 100);
    see(10, 5, 0);
    see(20, 10, 1);
    assertThat(book.errorRate()).hasValue(0.2);
  }

  private void see(int seconds, double all, double failed) {
    book.read(new CallCounters(all, failed), Duration.ofSeconds(seconds).toNanos());
  }
}
