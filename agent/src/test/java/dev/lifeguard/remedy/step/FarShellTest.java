package dev.lifeguard.remedy.step;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lifeguard.reason.FailedException;
import java.util.List;
import org.junit.jupiter.api.Test;

class FarShellTest {
  @Test
  void everyWordStaysOneWord() {
    assertThat(FarShell.command(List.of("echo", "a b", "$(touch x)", "it's", "a\nb", "")))
        .isEqualTo("'echo' 'a b' '$(touch x)' 'it'\\''s' 'a\nb' ''");
  }

  @Test
  void refusesWhatNoProgramCanBeGiven() {
    assertThatThrownBy(() -> FarShell.command(List.of("echo", "a\0b")))
        .isInstanceOf(FailedException.class)
        .hasMessageContaining("NUL");
    assertThatThrownBy(() -> FarShell.command(List.of("echo", "x".repeat(1 << 20))))
        .isInstanceOf(FailedException.class)
        .hasMessageContaining("more than 65536 characters");
    assertThatThrownBy(() -> FarShell.command(List.of())).hasMessageContaining("no program");
  }
}
