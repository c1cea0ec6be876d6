package dev.lifeguard.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NearestTest {
  private static final List<String> KEYS =
      List.of("name", "url", "token", "token-file", "tls-fingerprint", "known-hosts", "labels");

  @ParameterizedTest
  @CsvSource({
    "tokn, token",
    "tokenFile, token-file",
    "token_file, token-file",
    "knownHosts, known-hosts",
    "nmae, name",
    "URL, url",
    "label, labels",
    "fingerprint, tls-fingerprint",
  })
  void findsWhatWasMeant(String word, String meant) {
    assertThat(Nearest.to(word, KEYS)).contains(meant);
  }

  @Test
  void saysNothingRatherThanNonsense() {
    assertThat(Nearest.to("colour", KEYS)).isEqualTo(Optional.empty());
    assertThat(Nearest.to("x", KEYS)).isEmpty();
    assertThat(Nearest.to("", KEYS)).isEmpty();
  }
}
