package dev.lifeguard.ssh;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class WindowsTest {
  private final Windows windows = new Windows(64 << 20);

  @Test
  void givesOneChannelNoMoreThanItCanUse() {
    windows.opened();
    assertThat(windows.share()).isEqualTo(Windows.LARGEST);
  }

  @Test
  void shrinksAsChannelsBecomeManyAndGrowsAgain() {
    for (var i = 0; i < 64; i++) windows.opened();
    assertThat(windows.share()).isEqualTo(1 << 20);
    for (var i = 0; i < 62; i++) windows.closed();
    assertThat(windows.share()).isEqualTo(Windows.LARGEST);
  }

  @Test
  void neverStarvesAChannel() {
    for (var i = 0; i < 100_000; i++) windows.opened();
    assertThat(windows.share()).isEqualTo(Windows.SMALLEST);
    assertThat(Windows.worthTelling(windows.share())).isLessThan(windows.share());
  }
}
