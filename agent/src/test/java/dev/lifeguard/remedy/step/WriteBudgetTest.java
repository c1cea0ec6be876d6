package dev.lifeguard.remedy.step;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class WriteBudgetTest {
  @Test
  void staysBelowTheGatewaysOwnLimitAndSaysHowLongToWait() {
    var budget = new WriteBudget();
    for (int i = 0; i < 25; i++) assertThat(budget.take("config.patch", seconds(i))).isEmpty();
    assertThat(budget.take("config.patch", seconds(30))).contains(Duration.ofSeconds(30));
    assertThat(budget.take("channels.stop", seconds(30))).isEmpty();
    assertThat(budget.take("config.patch", seconds(60))).isEmpty();
  }

  private static long seconds(int count) {
    return Duration.ofSeconds(count).toNanos();
  }
}
