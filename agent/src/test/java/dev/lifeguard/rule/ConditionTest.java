package dev.lifeguard.rule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.fact.Fact;
import dev.lifeguard.fact.FactValue;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConditionTest {
  private static final Vocabulary FACTS = Vocabulary.of(Fact.values());

  /** Everything not listed here is missing. */
  private static final Map<String, FactValue> SEEN =
      Map.ofEntries(
          Map.entry("gateway_status", FactValue.of("running")),
          Map.entry("gateway_state", FactValue.of("busy")),
          Map.entry("gateway_uptime", FactValue.of(5400)),
          Map.entry("gateway_latency", FactValue.of(Double.POSITIVE_INFINITY)),
          Map.entry("p50_latency", FactValue.of(0.150)),
          Map.entry("p95_latency", FactValue.of(Double.NaN)),
          Map.entry("p99_latency", FactValue.of(10.5)),
          Map.entry("error_rate", FactValue.of(1 / 20.0)),
          Map.entry("errors_hourly", FactValue.of(9)),
          Map.entry("tunnel_up", FactValue.of(false)),
          Map.entry("channel_status", FactValue.unknown("the gateway does not answer")),
          Map.entry("ssh_reason", FactValue.of("key_rejected")));

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\'',
      textBlock =
          """
          gateway_status == "running"                              | TRUE
          gateway_status != "running"                              | FALSE
          "running" == gateway_status                              | TRUE
          gateway_status == gateway_state                          | FALSE
          gateway_status != gateway_state                          | TRUE
          gateway_uptime > 1h                                      | TRUE
          gateway_uptime > 1.5h                                    | FALSE
          gateway_uptime >= 90m                                    | TRUE
          gateway_uptime == 5400s                                  | TRUE
          gateway_uptime < 1d                                      | TRUE
          1h < gateway_uptime                                      | TRUE
          p50_latency <= 150ms                                     | TRUE
          p99_latency > p50_latency                                | TRUE
          p99_latency > 10s                                        | TRUE
          gateway_latency > 10s                                    | TRUE
          gateway_latency < 365d                                   | FALSE
          error_rate > 5%                                          | FALSE
          error_rate == 5%                                         | TRUE
          error_rate >= 0.05                                       | TRUE
          errors_hourly in [8, 9, 10]                              | TRUE
          errors_hourly not in [8, 9, 10]                          | FALSE
          ssh_reason in ["key_rejected", "auth_timeout"]           | TRUE
          ssh_reason not in ["key_rejected"]                       | FALSE
          tunnel_up == 0                                           | TRUE
          not tunnel_up == 0                                       | FALSE
          not tunnel_up == 0 or errors_hourly < 10                 | TRUE
          not (tunnel_up == 0 or errors_hourly < 10)               | FALSE
          tunnel_up == 1 and errors_hourly < 10 or error_rate > 1% | TRUE
          tunnel_up == 1 and (errors_hourly < 10 or error_rate > 1%) | FALSE
          """)
  void decidesWhatIsKnown(String condition, Truth expected) {
    assertThat(test(condition)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\'',
      textBlock =
          """
          channel_status == "active"                               | UNKNOWN
          channel_status != "active"                               | UNKNOWN
          not channel_status == "active"                           | UNKNOWN
          channel_status in ["active"]                             | UNKNOWN
          channel_status not in ["active"]                         | UNKNOWN
          key_age > 90d                                            | UNKNOWN
          p95_latency > 10s                                        | UNKNOWN
          p95_latency != 10s                                       | UNKNOWN
          p95_latency <= p50_latency                               | UNKNOWN
          key_age == token_age                                     | UNKNOWN
          channel_status == "active" and tunnel_up == 0            | UNKNOWN
          channel_status == "active" and tunnel_up == 1            | FALSE
          channel_status == "active" or tunnel_up == 0             | TRUE
          channel_status == "active" or tunnel_up == 1             | UNKNOWN
          not (channel_status == "active" and tunnel_up == 1)      | TRUE
          """)
  void leavesUnknownWhatIsNotKnown(String condition, Truth expected) {
    assertThat(test(condition)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "errors_hourly < 10,   5, UNKNOWN",
    "errors_hourly < 10,   9, UNKNOWN",
    "errors_hourly < 10,  10, FALSE",
    "errors_hourly <= 10, 10, UNKNOWN",
    "errors_hourly <= 10, 11, FALSE",
    "errors_hourly > 10,  10, UNKNOWN",
    "errors_hourly > 10,  11, TRUE",
    "errors_hourly >= 10, 10, TRUE",
    "errors_hourly >= 10,  9, UNKNOWN",
    "errors_hourly == 10,  9, UNKNOWN",
    "errors_hourly == 10, 10, UNKNOWN",
    "errors_hourly == 10, 11, FALSE",
    "errors_hourly != 10, 11, TRUE",
    "errors_hourly != 10, 10, UNKNOWN",
    "errors_hourly in [10], 99, UNKNOWN"
  })
  void leastOfANumberSettlesOnlyWhatMoreOfItCannotChange(String text, double least, Truth truth) {
    var condition = Rules.condition(text);
    assertThat(condition.test(_ -> FactValue.atLeast(least, "half an hour is known")))
        .isEqualTo(truth);
  }

  @Test
  void takesAValueOfTheWrongKindForUnknown() {
    var read = Rules.condition("gateway_uptime > 1h");
    assertThat(read.test(_ -> FactValue.of("soon"))).isEqualTo(Truth.UNKNOWN);
    assertThat(Rules.condition("gateway_status != \"running\"").test(_ -> FactValue.of(1)))
        .isEqualTo(Truth.UNKNOWN);
  }

  @Test
  void namesItsTermsOnceInOrderOfUse() {
    var condition =
        Rules.condition("tunnel_up == 0 and tunnel_state == \"active\" and tunnel_up != 1");
    assertThat(condition.terms())
        .extracting(Term::name)
        .containsExactly("tunnel_up", "tunnel_state");
  }

  @Test
  void knowsTheCauseOnlyWhereItIsGiven() {
    var text = "cause == \"slow_path\"";
    assertThat(Condition.read(text, FACTS)).isInstanceOf(Condition.Reading.Refused.class);
    assertThat(Condition.read(text, FACTS.withCauses(List.of("slow_path"))))
        .isInstanceOf(Condition.Reading.Read.class);
  }

  @Test
  void negatesItself() {
    var condition = Rules.condition("tunnel_up == 0 or errors_hourly < 10");
    assertThat(condition.negated()).hasToString("not (tunnel_up == 0 or errors_hourly < 10)");
    assertThat(condition.negated().test(values(condition))).isEqualTo(Truth.FALSE);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\'',
      textBlock =
          """
          error_rate   >5.0%                  | error_rate > 5%
          (((tunnel_up == 0)))                | tunnel_up == 0
          (tunnel_up==0 and tunnel_up==1)     | tunnel_up == 0 and tunnel_up == 1
          gateway_uptime > 0.50h              | gateway_uptime > 0.5h
          path in ["a\\"b","c\\\\"]           | path in ["a\\"b", "c\\\\"]
          """)
  void printsTheUsualForm(String written, String printed) {
    assertThat(Rules.condition(written)).hasToString(printed);
  }

  private static Truth test(String text) {
    var condition = Rules.condition(text);
    return condition.test(values(condition));
  }

  private static Values values(Condition condition) {
    var names = condition.terms().stream().map(Term::name).toList();
    return term -> SEEN.getOrDefault(names.get(term), FactValue.unknown("missing"));
  }
}
