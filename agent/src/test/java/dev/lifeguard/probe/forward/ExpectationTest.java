package dev.lifeguard.probe.forward;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.probe.forward.Expectation.Judgement;
import dev.lifeguard.tunnel.TunnelSettings.Endpoint;
import dev.lifeguard.tunnel.TunnelSettings.Expect;
import java.nio.charset.StandardCharsets;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExpectationTest {
  private static final Endpoint DESTINATION = Endpoint.of("127.0.0.1", 18789);

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          gateway | HTTP/1.1 200 OK~~~~{"ok":true,"status":"live"}              | more | met
          gateway | HTTP/1.1 200 OK~~Content-Length: 27~~~~{"ok":true,"status":"live"} | end | met
          gateway | HTTP/1.1 200 OK~~~~1b~~{"ok":true,"status":"live"}~~0~~~~    | end  | met
          gateway | HTTP/1.0 200~~~~{"status":"live","ok":true,"more":{}}        | end  | met
          gateway | HTTP/1.1 200 OK~~~~{"ok":true,"sta                           | more | undecided
          gateway | HTTP/1.1 200 OK~~~~{"ok":true,"sta                           | end  | not_a_gateway
          gateway | HTTP/1.1 200 OK~~~~{"ok":"true","status":"live"}             | end  | not_a_gateway
          gateway | HTTP/1.1 200 OK~~~~<html>welcome to nginx</html>             | end  | not_a_gateway
          gateway | HTTP/1.1 404 Not Found~~~~                                   | end  | not_a_gateway
          gateway | HTTP/1.1 502 Bad Gateway~~~~                                 | end  | http_status
          gateway | HTTP/1.1 200 OK~~X: {"ok":true,"status":"live"}~~            | more | undecided
          gateway | SSH-2.0-OpenSSH_9.2~~                                        | more | not_a_gateway
          gateway | HT                                                           | more | undecided
          gateway | HT                                                           | end  | not_a_gateway
          gateway | ''                                                           | more | undecided
          gateway | ''                                                           | end  | reset
          http    | HTTP/1.1 401 Unauthorized~~                                  | more | met
          http    | HTTP/1.1 20                                                  | more | undecided
          http    | HTTP/1.1 abc~~                                               | more | frame_malformed
          http    | -ERR unknown command~~                                       | more | frame_malformed
          banner  | S                                                            | more | met
          banner  | ''                                                           | more | undecided
          banner  | ''                                                           | end  | reset
          open    | ''                                                           | end  | reset
          """)
  void judgesWhatHasComeSoFar(String expect, String soFar, String end, String verdict) {
    var expectation = new Expectation(Expect.valueOf(expect.toUpperCase()), DESTINATION);
    var bytes = soFar.replace("~~", "\r\n").getBytes(StandardCharsets.ISO_8859_1);
    assertThat(word(expectation.judge(bytes, end.equals("end")))).isEqualTo(verdict);
  }

  @Test
  void isMetByOpeningOnlyWhenThatIsAllThatWasAsked() {
    for (var expect : Expect.values())
      assertThat(new Expectation(expect, DESTINATION).metByOpening())
          .isEqualTo(expect == Expect.OPEN);
  }

  @Test
  void asksTheHealthPageAndNeverSendsAnOrigin() {
    var asked = new String(new Expectation(Expect.GATEWAY, DESTINATION).greeting());
    assertThat(asked).startsWith("GET /healthz HTTP/1.1\r\nHost: 127.0.0.1:18789\r\n");
    assertThat(asked).doesNotContainIgnoringCase("origin:");
  }

  @Property(tries = 300)
  void neverWaitsForMoreAfterTheEnd(@ForAll Expect expect, @ForAll byte[] bytes) {
    var judged = new Expectation(expect, DESTINATION).judge(bytes, true);
    assertThat(judged).isNotInstanceOf(Judgement.Undecided.class);
  }

  private static String word(Judgement judgement) {
    return switch (judgement) {
      case Judgement.Met _ -> "met";
      case Judgement.Undecided _ -> "undecided";
      case Judgement.Wrong(var why) -> why.reason().code();
    };
  }
}
