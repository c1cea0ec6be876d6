package dev.lifeguard.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LatenessTest {
  @ParameterizedTest
  @CsvSource({
    "1000, 0,    0, 0, 0, 0",
    "1000, 5,    0, 0, 0.0045, 0.0060",
    "1000, 0,   20, 300, 0.29, 0.34",
    "1000, 0,    5, 300, 0, 0",
    "0,    0,    1, 100000, 99, 111",
  })
  void namesWhatNinetyNineOfAHundredStayedBelow(
      int many, long late, int some, long later, double least, double most) {
    var lateness = new Lateness();
    for (int at = 0; at < many; at++) lateness.add(late);
    for (int at = 0; at < some; at++) lateness.add(later);
    assertThat(lateness.p99()).isBetween(least, most);
  }

  @org.junit.jupiter.api.Test
  void forgetsAfterAMinute() {
    var lateness = new Lateness();
    lateness.add(700);
    for (int quarter = 0; quarter < 3; quarter++) lateness.turn();
    assertThat(lateness.p99()).isGreaterThan(0.6);
    lateness.turn();
    assertThat(lateness.p99()).isZero();
  }
}
