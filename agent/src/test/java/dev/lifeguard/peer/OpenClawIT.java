package dev.lifeguard.peer;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class OpenClawIT {

  @Test
  void sharedOneIsTheSameForAllAndAnswers() {
    var gateway = OpenClaw.shared();
    assertThat(gateway).isSameAs(OpenClaw.shared());
    assertThat(gateway.status("/healthz")).isEqualTo(200);
    assertThat(gateway.log()).contains("ready");
  }

  @Test
  void livesThroughItsOwnAndItsChannelsFaults() {
    try (var telegram = new TelegramStandIn();
        var irc = new Ngircd();
        var provider = new ProviderStandIn();
        var gateway = OpenClaw.setup().telegram(telegram).irc(irc).provider(provider).start()) {
      irc.awaitUser("ocbot");
      Await.until("Telegram is asked for news", () -> !telegram.calls("getUpdates").isEmpty());
      telegram.unauthorized();
      Await.until(
          "a dead channel shows", Duration.ofSeconds(30), () -> gateway.status("/readyz") == 503);
      telegram.ok();

      gateway.terminate();
      assertThat(gateway.awaitExit(Duration.ofSeconds(1))).isZero();
      assertThat(gateway.status("/healthz")).isZero();
      gateway.writeConfig("{}");
      gateway.launchAgain();
      assertThat(gateway.awaitExit(Duration.ofSeconds(60))).isEqualTo(78);
      assertThat(gateway.output()).contains("missing gateway.mode");
    }
  }
}
