package dev.lifeguard.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.notify.Ear;
import dev.lifeguard.peer.Ports;
import dev.lifeguard.peer.RunningAgent;
import dev.lifeguard.peer.TelegramStandIn;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;

/** Buttons in messages of a running agent: whoever presses one has the alert. */
class ButtonsIT {
  private static final String CHAT = "-100";
  private static final String SIGNING = "the-apps-signing-secret";
  private static final String RULES =
      """
      alerts:
        - {name: listener_gone, condition: tcp_latency > 1h, severity: warning}
      """;

  private static RunningAgent agent(TelegramStandIn telegram, Ear slack) {
    var agent =
        new RunningAgent(
            """
            defaults: {probes: {tcp: {every: 300ms, timeout: 2s}}}
            gateways: [{name: home, url: "ws://127.0.0.1:%d"}]
            rules: [rules.yaml]
            remedies: []
            notify:
              receivers:
                - {name: phone, telegram: {token: "%s", chat: "%s", api: "%s", buttons: true}}
                - {name: team, slack: {url: "%s", signing-secret: %s}}
            """
                .formatted(
                    Ports.free(),
                    TelegramStandIn.BOT_TOKEN,
                    CHAT,
                    telegram.root(),
                    slack.uri("/hook"),
                    SIGNING));
    agent.write("rules.yaml", RULES);
    return agent.awaitReady();
  }

  @Test
  void takeTheAlertByTelegramAndBySlack() throws Exception {
    try (var telegram = new TelegramStandIn();
        var slack = new Ear();
        var agent = agent(telegram, slack)) {
      agent.await("a message", () -> !telegram.calls("sendMessage").isEmpty());
      telegram.deliver(press(telegram.calls("sendMessage").getFirst().body(), "-999", "mallory"));
      telegram.deliver(press(telegram.calls("sendMessage").getFirst().body(), CHAT, "ada"));
      agent.await("ada has it", () -> owner(agent).equals("@ada (Telegram 42)"));
      var button = button(new JsonObject(slack.next().body()));
      assertThat(post(agent, button, sign(button, "another secret"))).isEqualTo(401);
      assertThat(owner(agent)).isEqualTo("@ada (Telegram 42)");
      assertThat(post(agent, button, sign(button, SIGNING))).isEqualTo(200);
      agent.await("bob has it", () -> owner(agent).equals("bob (Slack U1)"));
      assertThat(agent.text("/metrics")).containsPattern("lifeguard_notification_buttons_total 2");
    }
  }

  private static String owner(RunningAgent agent) {
    return alert(agent).getString("owner", "");
  }

  private static JsonObject alert(RunningAgent agent) {
    return agent.json("/api/v1/alerts").getJsonArray("alerts").getJsonObject(0);
  }

  /** What Telegram tells a bot when somebody presses the button of a message. */
  private static JsonObject press(JsonObject message, String chat, String who) {
    var rows = message.getJsonObject("reply_markup").getJsonArray("inline_keyboard");
    var query =
        new JsonObject()
            .put("id", "q-" + who)
            .put("data", rows.getJsonArray(0).getJsonObject(0).getString("callback_data"))
            .put("from", new JsonObject().put("id", 42).put("username", who))
            .put("message", new JsonObject().put("chat", new JsonObject().put("id", id(chat))));
    return new JsonObject().put("callback_query", query);
  }

  private static long id(String chat) {
    return Long.parseLong(chat);
  }

  /** What Slack posts when somebody presses the button of a message. */
  private static String button(JsonObject message) {
    var action =
        message.getJsonArray("attachments").getJsonObject(0).getJsonArray("actions").getValue(0);
    var payload =
        new JsonObject()
            .put("type", "interactive_message")
            .put("user", new JsonObject().put("id", "U1").put("name", "bob"))
            .put("actions", new JsonArray().add(action));
    return "payload=" + URLEncoder.encode(payload.encode(), StandardCharsets.UTF_8);
  }

  private record Signed(String stamp, String signature) {}

  private static Signed sign(String body, String secret) throws GeneralSecurityException {
    var stamp = Long.toString(Instant.now().getEpochSecond());
    var mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
    var hash = mac.doFinal(("v0:" + stamp + ":" + body).getBytes(StandardCharsets.UTF_8));
    return new Signed(stamp, "v0=" + HexFormat.of().formatHex(hash));
  }

  private static int post(RunningAgent agent, String body, Signed signed) throws Exception {
    var uri = URI.create("http://" + agent.target() + "/api/v1/hooks/slack");
    var request =
        HttpRequest.newBuilder(uri)
            .timeout(Duration.ofSeconds(10))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .header("X-Slack-Request-Timestamp", signed.stamp())
            .header("X-Slack-Signature", signed.signature())
            .POST(HttpRequest.BodyPublishers.ofString(body));
    try (var client = HttpClient.newHttpClient()) {
      return client.send(request.build(), HttpResponse.BodyHandlers.discarding()).statusCode();
    }
  }
}
