package dev.lifeguard.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StrangerTest {
  @ParameterizedTest
  @CsvSource({
    "200, not_a_gateway, a web page",
    "401, not_a_gateway, a login of its own",
    "404, not_a_gateway, under this path",
    "418, not_a_gateway, no gateway's answer",
    "429, upgrade_refused, too many requests",
    "502, upgrade_refused, does not reach the gateway",
    "503, upgrade_refused, lets nobody through",
    "504, upgrade_refused, does not reach the gateway"
  })
  void saysWhoMayHaveAnswered(int status, String reason, String words) {
    var failure = new Stranger(status, Optional.empty()).failure("to the upgrade");
    assertThat(failure.reason().code()).isEqualTo(reason);
    assertThat(failure.detail()).startsWith("HTTP " + status + " to the upgrade: ").contains(words);
  }

  @ParameterizedTest
  @CsvSource({
    "https://login.example/sso?ticket=secret#x, https://login.example/sso",
    "https://127.0.0.1:8443/, https://127.0.0.1:8443/",
    "/login, /login",
    "https://user:pw@login.example/a, https://login.example/a"
  })
  void saysWhereItSendsOnToWithoutWhatMayBeSecret(String location, String told) {
    assertThat(redirect(location)).contains("sends on to " + told + ";");
  }

  @Test
  void aTargetThatIsNoneIsNotRepeated() {
    assertThat(redirect("\u001b[31m evil")).contains("nowhere that is said").doesNotContain("evil");
    assertThat(redirect("/" + "a".repeat(5_000)).length()).isLessThan(300);
  }

  private static String redirect(String location) {
    return new Stranger(302, Optional.of(location)).failure("on /healthz").detail();
  }
}
