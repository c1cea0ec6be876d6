package dev.lifeguard.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TargetTest {
  @ParameterizedTest
  @CsvSource({
    "ws://127.0.0.1:18789, ws://127.0.0.1:18789",
    "WSS://edge:443/x, wss://edge:443/x",
    "http://127.0.0.1:18789/, ws://127.0.0.1:18789/",
    "HTTPS://edge, wss://edge",
    "localhost:18789, ws://localhost:18789",
    "[::1]:18789, ws://[::1]:18789",
    "prod, prod",
    "prod-eu.1, prod-eu.1",
    "ftp://x:1, ftp://x:1",
    "user@host:22, user@host:22"
  })
  void whatABrowserTakesIsAGatewaysAddressToo(String written, String address) {
    assertThat(Target.address(written)).isEqualTo(address);
  }
}
