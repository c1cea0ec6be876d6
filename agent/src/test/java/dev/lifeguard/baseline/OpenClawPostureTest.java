package dev.lifeguard.baseline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.config.Json5;
import dev.lifeguard.config.Source;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OpenClawPostureTest {
  private static final String GOOD = "0123456789abcdefghijklmnopqrstuv";

  private static List<BaselineFinding> judge(String gateway) {
    var text = "{gateway: {" + gateway.replace("GOOD", "'" + GOOD + "'") + "}}";
    var read = (Json5.Result.Read) Json5.read(Source.of("openclaw.json", text));
    return OpenClawPosture.of(read.node(), "openclaw.json");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "port: 1 |",
        "auth: {mode: 'token', token: GOOD} |",
        "bind: 'loopback', auth: {mode: 'none'} | gateway_no_auth",
        "bind: 'lan' | gateway_open gateway_no_tls gateway_no_rate_limit",
        "bind: 'lan', auth: {mode: 'none', token: GOOD} | gateway_open gateway_no_tls"
            + " gateway_no_rate_limit",
        "bind: 'lan', tls: {enabled: true}, auth: {token: GOOD, rateLimit: {maxAttempts: 5}} |",
        "bind: 'tailnet', tls: {enabled: true}, auth: {password: 'x', rateLimit: {}} |",
        "bind: 'custom', customBindHost: '127.0.0.2' |",
        "bind: 'custom', customBindHost: '10.0.0.1', tls: {enabled: true}, auth: {rateLimit: {}}"
            + " | gateway_open",
        "bind: 'custom', tls: {enabled: true}, auth: {mode: 'trusted-proxy', rateLimit: {}} |",
        "auth: {token: 'short1'} | gateway_token_weak",
        "auth: {token: 'abcdefghijklmnopqrstuvwxyzabcdef'} | gateway_token_weak",
        "auth: {token: '01234567890123456789012345678901'} | gateway_token_weak",
        "auth: {token: 'a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1'} | gateway_token_weak",
        "auth: {token: '${TOKEN}'} |",
        "auth: {token: '__OPENCLAW_REDACTED__'} |",
        "auth: {token: GOOD, allowTailscale: true} | gateway_allows_tailnet",
        "tailscale: {mode: 'funnel'} | gateway_funnel",
        "tailscale: {mode: 'serve'} |",
        "trustedProxies: ['10.0.0.1'] | gateway_trusted_proxies",
        "trustedProxies: ['10.0.0.1', '::/0'] | gateway_trusts_any_proxy",
        "trustedProxies: [] |",
        "remote: {token: GOOD} | gateway_remote_token_only",
        "mode: 'remote', remote: {token: GOOD} |",
        "remote: {token: GOOD}, auth: {token: GOOD} |",
        "bind: ['lan'], auth: 'none', trustedProxies: 'all' |"
      })
  void findsWhatIsLessSafeThanItShouldBeAndNothingElse(String gateway, String codes) {
    var found = judge(gateway).stream().map(it -> it.check().code());
    assertThat(found.collect(Collectors.joining(" "))).isEqualTo(codes == null ? "" : codes);
  }

  @Test
  void neverTellsTheToken() {
    assertThat(judge("auth: {token: 'sesame9'}").toString()).doesNotContain("sesame9");
  }
}
