package dev.lifeguard.remedy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.config.Problem;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is wrong in a file of remedies is said with its place and its mend. */
class RemedyShapeTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          tunnel.restat: {}                       | 6:9  | did you mean "tunnel.restart"?
          channel.logout: {}                      | 6:9  | unknown step
          model.downgrade: {}                     | 6:26 | "to" is missing
          wait: soon                              | 6:15 | is no duration
          wait: 2h                                | 6:15 | 1h
          tools.deny: []                          | 6:21 | name at least one tool
          run: "rm -rf $(pwd)"                    | 6:14 | no shell will split it
          run: {argv: []}                         | 6:21 | give at least the program
          tunnel.restart: {retry: 99}             | 6:33 | from 0 to 10
          tunnel.restart: {unless: swiched}       | 6:34 | did you mean "switched"?
          tunnel.restart: {if: tunnel_upp == 1}   | 6:30 | did you mean "tunnel_up"?
          tunnel.restart: {force: true}           | 6:26 | force
          {wait: 1s, page: {}}                    | 6:9  | wanted a step
          """)
  void refusesAStepWithItsPlaceAndMend(String step, String place, String said) {
    var remedy =
        "- name: one\n  trigger: [gateway_down]\n  mode: auto\n  steps:\n    - " + step + "\n";
    assertThat(Remedies.load(remedy).problems())
        .extracting(Problem::headline)
        .anySatisfy(line -> assertThat(line).contains("remedies.yaml:" + place + ":", said));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          trigger: []                | name an alert
          trigger: [{cause: slwo_path}] | slow_path
          when: cuase == "slow_path" | cuase
          mode: autopilot            | did you mean "auto"?
          otherwise: scream          | page or notify
          limits: {budget: many}     | 2 per 1h
          limits: {blast-radius: 900%} | 100% at most
          verify: {check: a b, within: 1s} | verify.check
          """)
  void refusesWhatSurroundsTheSteps(String line, String said) {
    var rest = line.startsWith("trigger") ? line : "trigger: [manual]\n  " + line;
    var remedy = "- name: one\n  " + rest + "\n  steps: [{page: {}}]\n";
    assertThat(Remedies.load(remedy).problems())
        .extracting(Problem::headline)
        .anySatisfy(it -> assertThat(it).contains("remedies.yaml:", said));
  }
}
