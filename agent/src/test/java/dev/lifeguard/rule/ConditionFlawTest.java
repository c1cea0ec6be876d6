package dev.lifeguard.rule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.fact.Fact;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConditionFlawTest {
  private static final Vocabulary FACTS = Vocabulary.of(Fact.values());

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\'',
      textBlock =
          """
          p99_latncy > 10s                  |  0 | unknown fact `p99_latncy`; did you mean "p99_latency"?
          weather == "fine"                 |  0 | unknown fact `weather`
          gateway_status == running         | 18 | texts stand in double quotes; write "running"
          gateway_status == 'running'       | 18 | texts stand in double quotes; write "text"
          gateway_status == "runing"        | 18 | gateway_status is never "runing"; did you mean "running"?
          tunnel_state == "purple"          | 16 | tunnel_state is never "purple"; there are pending, active, reconnecting, failed, stopped
          tunnel_state in ["active", "up"]  | 27 | tunnel_state is never "up"; there are pending, active, reconnecting, failed, stopped
          gateway_status > "running"        | 15 | gateway_status is a text and has no order; use == or !=
          gateway_status == 5               | 18 | gateway_status is a text, not 5; as in `gateway_status == "running"`
          p99_latency > "10s"               | 14 | p99_latency is a time, not "10s"; as in `p99_latency > 10s`
          p99_latency > 10                  | 14 | p99_latency is a time, not 10; as in `p99_latency > 10s`
          p99_latency > 10%                 | 14 | p99_latency is a time, not 10%; as in `p99_latency > 10s`
          error_rate > 5                    | 13 | error_rate is a ratio, not 5; as in `error_rate > 5%`
          error_rate > 5s                   | 13 | error_rate is a ratio, not 5s; as in `error_rate > 5%`
          errors_hourly < 10m               | 16 | errors_hourly is a count, not 10m; as in `errors_hourly > 10`
          tunnel_up == 2                    | 13 | tunnel_up is either 0 or 1, not 2; as in `tunnel_up == 0`
          tunnel_up == gateway_uptime       | 13 | tunnel_up is either 0 or 1, but gateway_uptime is a time
          p99_latency > 10 s                | 17 | expected `and`, `or` or the end, found `s`
          p99_latency > 10x                 | 14 | `x` is no unit; there are ms s m h d %
          p99_latency > 1.2.3s              | 14 | `1.2.3s` is no number
          p99_latency > 10.s                | 14 | `10.s` is no number
          p99_latency = 10s                 | 12 | `=` is no operator; did you mean `==`?
          tunnel_up == 0 && tunnel_up == 1  | 15 | `&&` is no operator; did you mean `and`?
          !tunnel_up                        |  0 | `!` is no operator; did you mean `not` or `!=`?
          tunnel_up                         |  9 | expected a comparison such as `tunnel_up == 0`, found the end
          1s < p99_latency < 2s             | 17 | comparisons do not chain; join two of them by `and`
          1 == 1                            |  0 | compares two constants; one side must be a fact
          (tunnel_up == 0                   | 15 | expected `)`, found the end
          tunnel_up == 0)                   | 14 | expected `and`, `or` or the end, found `)`
          tunnel_up == 0 and                | 18 | expected a fact, a number or a "text", found the end
          tunnel_up in []                   | 14 | expected a fact, a number or a "text", found `]`
          tunnel_up in 0                    | 13 | expected a list such as `["a", "b"]`, found `0`
          tunnel_up not 0                   | 14 | expected `in`, found `0`
          5 in [5]                          |  0 | left of `in` stands a fact, not a constant
          tunnel_state in [active]          | 17 | a list holds constants; did you mean "active"?
          path == "home                     |  8 | the text is not closed; write "text"
          tunnel_up == 0; drop              | 14 | `;` has no meaning here
          """)
  void saysWhatIsWrongAndWhere(String condition, int offset, String message) {
    var flaw = flaws(condition).getLast();
    assertThat(flaw).hasToString(message);
    assertThat(flaw.offset()).isEqualTo(offset);
  }

  @Test
  void knowsWhatTwoBarsMean() {
    assertThat(flaws("tunnel_up == 0 || tunnel_up == 1"))
        .singleElement()
        .hasToString("`||` is no operator; did you mean `or`?");
  }

  @Test
  void refusesAnEmptyCondition() {
    assertThat(flaws(" ")).singleElement().hasToString("expected a condition, found the end");
  }

  @Test
  void findsEveryFlawThatCanStillBeRead() {
    assertThat(flaws("tunel_up == 0 and p99_latency > 5 and gateway_status < \"x\" and"))
        .extracting(Flaw::message)
        .containsExactly(
            "unknown fact `tunel_up`",
            "p99_latency is a time, not 5",
            "gateway_status is a text and has no order",
            "gateway_status is never \"x\"",
            "expected a fact, a number or a \"text\", found the end");
  }

  @Test
  void marksThePlaceInItsLine() {
    var text = "tunnel_up == 0 and\n  p99_latncy > 10s";
    assertThat(flaws(text).getFirst().excerpt(text)).isEqualTo("  p99_latncy > 10s\n  ^^^^^^^^^^");
  }

  @Test
  void refusesWhatIsTooDeepOrTooLongInsteadOfFallingOver() {
    assertThat(flaws("(".repeat(4000)))
        .extracting(Flaw::message)
        .containsExactly("nested more than 64 deep");
    assertThat(flaws("not ".repeat(1000)))
        .extracting(Flaw::message)
        .containsExactly("nested more than 64 deep");
    assertThat(flaws("x".repeat(5000)))
        .extracting(Flaw::message)
        .containsExactly("a condition of more than 4096 characters");
    assertThat(flaws("errors_hourly > " + "9".repeat(400)))
        .singleElement()
        .extracting(Flaw::message)
        .asString()
        .endsWith("is too large");
  }

  private static List<Flaw> flaws(String text) {
    return switch (Condition.read(text, FACTS)) {
      case Condition.Reading.Read(var condition) -> throw new AssertionError("read: " + condition);
      case Condition.Reading.Refused(var flaws) -> flaws;
    };
  }
}
