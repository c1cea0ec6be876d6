package dev.lifeguard.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import java.util.List;
import org.junit.jupiter.api.Test;

class MaintenanceCommandTest {
  @Test
  void labelsMayHoldAnEqualsSign() {
    assertThat(MaintenanceCommand.labels(List.of("env=prod", "note=a=b")).getMap())
        .containsOnly(entry("env", "prod"), entry("note", "a=b"));
  }

  @Test
  void aLabelThatIsGivenTwiceIsRefusedInsteadOfTheFirstBeingForgotten() {
    assertThatThrownBy(() -> MaintenanceCommand.labels(List.of("gateway=home", "gateway=office")))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("gateway is given twice");
  }

  @Test
  void aWordAloneIsRefusedWithAnExample() {
    assertThatThrownBy(() -> MaintenanceCommand.labels(List.of("home")))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("gateway=home");
  }
}
