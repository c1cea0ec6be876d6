package dev.lifeguard.diagnosis.cause;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.diagnosis.Cause;
import dev.lifeguard.diagnosis.evidence.Names;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ChineseFixTest {
  private static final Names NAMES =
      Names.NONE.with("host", "far.example").with("gateway", "home").with("destination", "me@far");

  @Test
  void aFilledStepIsSaidInChineseWithTheSameNamesAndCommandsStay() {
    assertThat(ChineseFix.of(Cause.CHANNEL_LIMIT, CauseText.of(Cause.CHANNEL_LIMIT).fix(NAMES)))
        .containsExactly("在 far.example 的 sshd_config 中:MaxSessions 10", "$ systemctl reload ssh");
  }

  @ParameterizedTest
  @EnumSource(Cause.class)
  void everyFixIsFoundAgainInALineAndStepByStep(Cause cause) {
    for (var names : List.of(NAMES, Names.NONE, Names.NONE.with("host", "a; b: $1 \\\\ {x}"))) {
      var fix = CauseText.of(cause).fix(names);
      var steps = ChineseFix.of(cause, fix);
      for (var i = 0; i < fix.size(); i++)
        if (fix.get(i).startsWith("$ ")) assertThat(steps.get(i)).isEqualTo(fix.get(i));
        else assertThat(steps.get(i)).matches(".*\\p{IsHan}.*");
      assertThat(ChineseFix.of(cause, String.join("; ", fix))).isEqualTo(String.join("; ", steps));
    }
  }

  @Test
  void whatIsNotOursStaysAsItIs() {
    assertThat(ChineseFix.of(Cause.KEY_PERMISSION, List.of("Call the owner.")))
        .containsExactly("Call the owner.");
    assertThat(ChineseFix.of(Cause.KEY_PERMISSION, "Call the owner; now"))
        .isEqualTo("Call the owner; now");
  }
}
