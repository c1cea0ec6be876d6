package dev.lifeguard.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VariablesTest {
  private static final Map<String, String> SET =
      Map.of("HOST", "gw", "EMPTY", "", "API_TOKEN", "hunter2", "NESTED", "${HOST}");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "plain                     | plain",
        "${HOST}                   | gw",
        "ws://${HOST}:1            | ws://gw:1",
        "${HOST}${HOST}            | gwgw",
        "${NOT_SET:-usual}         | usual",
        "${NOT_SET:-}.             | .",
        "${EMPTY}.                 | .",
        "${EMPTY:-usual}           | usual",
        "${HOST:-usual}            | gw",
        "${NOT_SET:-a:-b}          | a:-b",
        "${NESTED}                 | ${HOST}",
        "$$                        | $",
        "$${HOST}                  | ${HOST}",
        "$$$$                      | $$",
        "$$${HOST}                 | $gw",
        "^a$                       | ^a$",
        "cost $5                   | cost $5",
      })
  void areExpandedOnceFromLeftToRight(String text, String expanded) {
    assertThat(Variables.expand(text, SET))
        .isInstanceOfSatisfying(
            Variables.Expanded.class, read -> assertThat(read.value()).isEqualTo(expanded));
  }

  @Test
  void thatSoundSecretAreNotShown() {
    assertThat(Variables.expand("https://${HOST}/${API_TOKEN}", SET))
        .isEqualTo(new Variables.Expanded("https://gw/hunter2", "https://gw/***"));
  }

  @Test
  void thatAreNotSetAreNamedWithTheirPlace() {
    assertThat(Variables.expand("a ${NOT_SET} b", SET))
        .isEqualTo(new Variables.Unset("NOT_SET", 2));
  }

  @ParameterizedTest
  @CsvSource({"${}, 0", "a${1A}, 1", "${A B}, 0", "x${HOST, 1", "${HOST:+x}, 0", "${${HOST}}, 0"})
  void thatAreMalformedAreRefused(String text, int offset) {
    assertThat(Variables.expand(text, SET))
        .isInstanceOfSatisfying(
            Variables.Malformed.class, bad -> assertThat(bad.offset()).isEqualTo(offset));
  }
}
