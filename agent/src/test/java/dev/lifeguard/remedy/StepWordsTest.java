package dev.lifeguard.remedy;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StepWordsTest {
  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      delimiter = '|',
      value = {
        "{}                                       | run",
        "{\"value\":[\"chmod\",\"600\",\"/a b/key\"]} | run chmod 600 '/a b/key'",
        "{\"value\":\"5s\"}                         | run 5s",
        "{\"tunnel\":\"ssh\",\"mode\":\"drain\"}     | run tunnel=ssh mode=drain",
        "{\"set\":{\"a\":1}}                        | run set={\"a\":1}",
        "{\"value\":[\"a\", … cut                  | run {\"value\":[\"a\", … cut"
      })
  void tellsAStepTheWayItIsTyped(String input, String said) {
    assertThat(StepWords.of("run", input)).isEqualTo(said);
  }
}
