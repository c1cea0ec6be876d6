package dev.lifeguard.diagnosis.cause;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.diagnosis.Cause;
import dev.lifeguard.diagnosis.evidence.Names;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CauseTextTest {
  @ParameterizedTest
  @EnumSource(Cause.class)
  void everyCauseIsExplainedInBothLanguages(Cause cause) {
    var english = CauseText.of(cause);
    var chinese = CauseText.inChinese(cause);
    assertThat(english.name()).doesNotEndWith(".");
    assertThat(chinese.name()).matches(".*\\p{IsHan}.*").isNotEqualTo(english.name());
    assertThat(chinese.means()).matches(".*\\p{IsHan}.*");
    assertThat(chinese.steps()).isEqualTo(english.steps());
  }

  @Test
  void fillsInTheUsersOwnNames() {
    var names = Names.NONE.with("key", "/home/me/.ssh/id_prod");
    assertThat(CauseText.of(Cause.KEY_PERMISSION).fix(names))
        .containsExactly("$ chmod 600 /home/me/.ssh/id_prod");
  }

  @Test
  void aNameIsOneWordOfTheShellWhateverItHolds() {
    var names = Names.NONE.with("key", "/tmp/x'; rm -rf / #");
    assertThat(CauseText.of(Cause.KEY_PERMISSION).fix(names))
        .containsExactly("$ chmod 600 '/tmp/x'\\''; rm -rf / #'");
  }

  @Test
  void whatIsNotKnownStandsInAngleBrackets() {
    assertThat(CauseText.of(Cause.KEY_PERMISSION).fix(Names.NONE))
        .containsExactly("$ chmod 600 <key>");
  }
}
