package dev.lifeguard.diagnosis.cause;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.diagnosis.Cause;
import dev.lifeguard.diagnosis.evidence.Names;
import dev.lifeguard.ssh.config.SshSettings;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
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
  }

  @ParameterizedTest
  @EnumSource(Cause.class)
  void whatMendsItIsSaidInChineseWithTheSameCommandsAndNames(Cause cause) {
    var english = CauseText.of(cause);
    var chinese = CauseText.inChinese(cause);
    same(english.steps(), chinese.steps());
    same(english.straight(), chinese.straight());
  }

  private static void same(List<String> english, List<String> chinese) {
    assertThat(chinese).hasSameSizeAs(english);
    for (var i = 0; i < english.size(); i++)
      if (english.get(i).startsWith("$ ")) assertThat(chinese.get(i)).isEqualTo(english.get(i));
      else {
        assertThat(chinese.get(i)).matches(".*\\p{IsHan}.*");
        assertThat(holes(chinese.get(i))).isEqualTo(holes(english.get(i)));
      }
  }

  private static List<String> holes(String text) {
    return Pattern.compile("\\{[a-z-]+}")
        .matcher(text)
        .results()
        .map(MatchResult::group)
        .sorted()
        .toList();
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

  @Test
  void aLoginIsWrittenAsSshTakesIt() {
    var names =
        Names.NONE
            .with("destination", "me@far:2222")
            .with("key", "/home/me/.ssh/id_prod")
            .with(Names.LOGIN, SshSettings.to("me@far:2222").typed());
    assertThat(CauseText.of(Cause.KEY_REJECTED).fix(names))
        .contains("$ ssh-copy-id -i /home/me/.ssh/id_prod -p 2222 me@far");
  }

  @Test
  void whereNoSshLeadsToNoneIsAdvised() {
    var straight = Names.NONE.with("host", "far").with("http-url", "http://far:18789");
    assertThat(CauseText.of(Cause.REFUSED).fix(straight))
        .contains("$ curl -si http://far:18789/healthz")
        .noneMatch(step -> step.contains("ssh"));
    assertThat(CauseText.of(Cause.REFUSED).fix(straight.with("destination", "me@far")))
        .anyMatch(step -> step.contains("ssh -v"));
  }
}
