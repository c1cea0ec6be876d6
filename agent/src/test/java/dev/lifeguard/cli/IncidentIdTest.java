package dev.lifeguard.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class IncidentIdTest {
  private static final List<String> KNOWN =
      List.of("20261126-040305-home", "20261126-040305-home-2", "20261125-110000-edge");

  @Test
  void theBeginningIsEnoughWhereOnlyOneHasIt() {
    assertThat(IncidentId.meant("20261125", KNOWN)).isEqualTo("20261125-110000-edge");
  }

  @Test
  void aWholeIdIsMeantEvenIfAnotherBeginsWithIt() {
    assertThat(IncidentId.meant("20261126-040305-home", KNOWN)).isEqualTo("20261126-040305-home");
  }

  @Test
  void whereSeveralBeginWithItTheyAreNamed() {
    assertThatThrownBy(() -> IncidentId.meant("20261126", KNOWN))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("2 incidents begin with 20261126")
        .hasMessageContaining("20261126-040305-home-2");
  }

  @Test
  void theLatestIsTheFirstAndWithoutAnyThereIsNothingToReport() {
    assertThat(IncidentId.meant("latest", KNOWN)).isEqualTo("20261126-040305-home");
    assertThatThrownBy(() -> IncidentId.meant("latest", List.of()))
        .hasMessageContaining("no incident yet");
  }

  @Test
  void whatNobodyKnowsIsLeftToTheAgent() {
    assertThat(IncidentId.meant("nope", KNOWN)).isEqualTo("nope");
  }
}
