package dev.lifeguard.remedy;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MaskingTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "token=hunter2secret",
        "\"apiKey\": \"hunter2secret\"",
        "OPENCLAW_GATEWAY_TOKEN='hunter2secret'",
        "password: hunter2secret",
        "Authorization: Bearer hunter2secret",
        "curl -H 'Authorization: Basic hunter2secret'",
        "sk-hunter2secret0000",
        "123456789:hunter2secretAAAAAAAAAAAAAAAAAAAAAA",
        "-----BEGIN OPENSSH PRIVATE KEY-----\nhunter2secret\n-----END OPENSSH PRIVATE KEY-----",
        "-----BEGIN OPENSSH PRIVATE KEY-----\nhunter2secret, and cut off"
      })
  void masksWhatLooksLikeASecret(String text) {
    assertThat(Masking.output("before " + text + " after"))
        .doesNotContain("hunter2secret")
        .contains("***");
  }

  @Test
  void leavesOrdinaryWordsAlone() {
    var text = "restarted home/ssh in 1.2 s: 3 tokens of ambition, no secrets here";
    assertThat(Masking.output(text)).isEqualTo(text);
  }

  @Test
  void masksArgumentsByTheirKeyHoweverDeep() {
    var arguments =
        new JsonObject(
            "{\"patch\": {\"gateway\": {\"auth\": {\"token\": \"hunter2\"}}, \"list\":"
                + " [{\"password\": \"hunter2\"}]}}");
    assertThat(Masking.input(new StepSettings("config.patch", arguments)))
        .doesNotContain("hunter2")
        .contains("gateway");
  }

  @Test
  void keepsBeginningAndEndOfALongOutput() {
    var kept = Masking.output("first" + "x".repeat(1024 * 1024) + "last");
    assertThat(kept.length()).isLessThan(Masking.BOUND + 100);
    assertThat(kept).startsWith("first").endsWith("last").contains("characters left out");
  }
}
