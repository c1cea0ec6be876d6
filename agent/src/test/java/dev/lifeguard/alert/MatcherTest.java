package dev.lifeguard.alert;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.config.Parsed;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MatcherTest {
  private static final Map<String, String> LABELS =
      Map.of("alertname", "tunnel_down", "gateway", "prod-eu", "odd", "a\"b");

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      textBlock =
          """
          gateway="prod-eu"          ; true  ; gateway="prod-eu"
          gateway=prod-eu            ; true  ; gateway="prod-eu"
          gateway = "prod"           ; false ; gateway="prod"
          gateway!=prod-eu           ; false ; gateway!="prod-eu"
          alertname=~"tunnel_.*"     ; true  ; alertname=~"tunnel_.*"
          alertname=~tunnel          ; false ; alertname=~"tunnel"
          alertname=~"(tunnel|x)_.+" ; true  ; alertname=~"(tunnel|x)_.+"
          alertname!~"tunnel_.*"     ; false ; alertname!~"tunnel_.*"
          channel=""                 ; true  ; channel=""
          channel!=""                ; false ; channel!=""
          channel=~".+"              ; false ; channel=~".+"
          gateway="prod.eu"          ; false ; gateway="prod.eu"
          odd="a\\"b"                ; true  ; odd="a\\"b"
          """)
  void matchesAsAlertmanagerDoes(String text, boolean matches, String printed) {
    var matcher = ((Parsed.Taken<Matcher>) Matcher.parse(text)).value();
    assertThat(matcher.matches(LABELS)).isEqualTo(matches);
    assertThat(matcher).hasToString(printed);
    assertThat(Matcher.parse(matcher.toString())).isEqualTo(Parsed.taken(matcher));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "gateway", "=x", "gate way=x", "a=~\"(\"", "9a=x"})
  void refusesWhatIsNone(String text) {
    assertThat(Matcher.parse(text)).isInstanceOf(Parsed.Refused.class);
  }
}
