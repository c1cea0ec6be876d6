package dev.lifeguard.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.fact.Fact;
import dev.lifeguard.reason.Reason;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CauseTest {
  /** They say something of our own work, or of a single message, and nothing of the way. */
  private static final Set<Reason> NO_CAUSE =
      EnumSet.of(
          Reason.TOO_SLOW,
          Reason.FRAME_MALFORMED,
          Reason.FRAME_TOO_LARGE,
          Reason.REQUEST_REJECTED,
          Reason.UNAUTHORIZED,
          Reason.DEADLINE_EXCEEDED,
          Reason.BULKHEAD_FULL,
          Reason.BUDGET_EXHAUSTED,
          Reason.COMMAND_FAILED,
          Reason.CONFIG_NOT_APPLIED,
          Reason.SUPERVISOR_MISSING,
          Reason.CANCELLED,
          Reason.NOT_SUPPORTED,
          Reason.BROKEN);

  @Test
  void everyReasonThatSaysSomethingOfTheWayIsACauseOfTheSameCode() {
    for (var reason : Reason.values())
      assertThat(Cause.of(reason).isPresent())
          .as(reason.code())
          .isEqualTo(!NO_CAUSE.contains(reason));
  }

  @Test
  void codesAreUniqueWordsInSnakeCase() {
    assertThat(Cause.codes()).doesNotHaveDuplicates().allMatch(code -> code.matches("[a-z0-9_]+"));
  }

  @Test
  void theCodesOfTheShippedRemediesExist() {
    assertThat(Cause.codes())
        .containsAll(
            List.of(
                "slow_path",
                "config_rejected",
                "auth_rejected",
                "gateway_starting",
                "gateway_draining"));
  }

  @Test
  void noCauseIsNamedLikeAFact() {
    // A condition names both: `cause == "x"` and facts of their own.
    assertThat(Arrays.stream(Fact.values()).map(Fact::code)).doesNotContain("cause");
  }
}
