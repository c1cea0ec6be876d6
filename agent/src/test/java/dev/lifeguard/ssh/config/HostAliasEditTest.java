package dev.lifeguard.ssh.config;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HostAliasEditTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Host a            | Host a new",
        "Host a b  # ours  | Host a b new  # ours",
        "  host=\"a\"      | host=\"a\" new",
        "HOST\ta           | HOST\ta new"
      })
  void addsANameAndLeavesTheRestOfTheLine(String before, String after) {
    assertThat(HostAliasEdit.added("# top\n" + before + "\n  User x\n", 2, "new"))
        .contains("# top\n" + after + "\n  User x\n");
  }

  @Test
  void keepsTheEndOfLinesOfAnotherSystem() {
    assertThat(HostAliasEdit.added("Host a\r\n  User x\r\n", 1, "new"))
        .contains("Host a new\r\n  User x\r\n");
  }

  @Test
  void touchesNothingButAHostLine() {
    assertThat(HostAliasEdit.added("Match host a\n", 1, "new")).isEmpty();
    assertThat(HostAliasEdit.added("Host a\n", 7, "new")).isEmpty();
  }

  @Test
  void takesNoNameThatWouldBeMoreThanAName() {
    for (var name : new String[] {"*", "a b", "a\nProxyCommand x", "-x", "\"", "a#"})
      assertThat(HostAliasEdit.added("Host a\n", 1, name)).as(name).isEmpty();
  }
}
