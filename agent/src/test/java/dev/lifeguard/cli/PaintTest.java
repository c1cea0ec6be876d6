package dev.lifeguard.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class PaintTest {
  @Test
  void coloursATerminalUnlessItCannotOrTheUserDoesNotWantThem() {
    assertThat(Paint.of(Map.of("TERM", "xterm-256color"))).isEqualTo(Paint.ON);
    assertThat(Paint.of(Map.of("TERM", "xterm", "NO_COLOR", ""))).isEqualTo(Paint.ON);
    assertThat(Paint.of(Map.of("TERM", "xterm", "NO_COLOR", "1"))).isEqualTo(Paint.OFF);
    assertThat(Paint.of(Map.of("TERM", "dumb"))).isEqualTo(Paint.OFF);
    assertThat(Paint.of(Map.of())).isEqualTo(Paint.OFF);
  }
}
