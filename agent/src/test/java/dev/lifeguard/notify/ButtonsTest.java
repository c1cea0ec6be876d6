package dev.lifeguard.notify;

import static dev.lifeguard.notify.Notices.fire;
import static dev.lifeguard.notify.Notices.over;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.alert.FollowUp;
import dev.lifeguard.config.Secret;
import dev.lifeguard.config.SecretSource;
import dev.lifeguard.notify.NotifySettings.Watch;
import dev.lifeguard.notify.chat.ChatSettings;
import dev.lifeguard.notify.chat.ChatSettings.Buttons;
import dev.lifeguard.notify.chat.ChatSettings.Service;
import dev.lifeguard.notify.chat.SlackButtons;
import dev.lifeguard.notify.chat.SlackButtons.Heard;
import dev.lifeguard.notify.chat.SlackButtons.Posted;
import dev.lifeguard.peer.TelegramStandIn;
import dev.lifeguard.time.RealTime;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Taking an alert by a button in a message. */
class ButtonsTest {
  private static final Instant NOW = Instant.ofEpochSecond(1_531_420_618);
  private static final String SIGNING = "8f742231b10e8888abcd99yyyzzz85a5";

  private final Vertx vertx = Vertx.vertx();
  private final Outside outside = new Outside(vertx, new RealTime(vertx));

  @AfterEach
  void stop() {
    outside.close();
    await(vertx.close());
  }

  @Test
  void telegramIsAskedForPressesAndOnlyOfItsOwnChat() throws Exception {
    try (var telegram = new TelegramStandIn()) {
      var settings = telegram(telegram.root());
      await(
          settings
              .open(outside)
              .send(Notices.of("k", fire("gateway_down", "home"), over("x", "y"))));
      var rows =
          telegram
              .calls("sendMessage")
              .getFirst()
              .body()
              .getJsonObject("reply_markup")
              .getJsonArray("inline_keyboard");
      assertThat(rows).hasSize(1);
      var data = rows.getJsonArray(0).getJsonObject(0).getString("callback_data");
      var pressed = new LinkedBlockingQueue<Pressed>();
      var ear = settings.hear(outside, pressed::add).orElseThrow();
      telegram.deliver(press(data, -999, "mallory"));
      telegram.deliver(press("something else", -100, "ada"));
      telegram.deliver(new JsonObject().put("callback_query", "malformed"));
      telegram.deliver(press(data, -100, "ada"));
      assertThat(pressed.poll(40, TimeUnit.SECONDS))
          .isEqualTo(new Pressed("gateway_down-home", "@ada (Telegram 42)", "chat"));
      assertThat(pressed).isEmpty();
      ear.end();
    }
  }

  private static JsonObject press(String data, long chat, String who) {
    var message = new JsonObject().put("chat", new JsonObject().put("id", chat));
    return new JsonObject()
        .put(
            "callback_query",
            new JsonObject()
                .put("id", "q")
                .put("data", data)
                .put("message", message)
                .put("from", new JsonObject().put("id", 42).put("username", who)));
  }

  @Test
  void slackMessagesHaveAButtonForEachAlertThatFires() throws Exception {
    try (var ear = new Ear()) {
      var slack = slack(ear.uri("/hook"));
      await(
          slack.open(outside).send(Notices.of("k", fire("gateway_down", "home"), over("x", "y"))));
      var actions =
          new JsonObject(ear.next().body())
              .getJsonArray("attachments")
              .getJsonObject(0)
              .getJsonArray("actions");
      assertThat(actions).hasSize(1);
      assertThat(actions.getJsonObject(0).getString("value")).isEqualTo("ack:gateway_down-home");
    }
  }

  @Test
  void slackIsBelievedWhenItsSignatureIsRight() {
    var payload =
        new JsonObject()
            .put("user", new JsonObject().put("id", "U1").put("name", "ada"))
            .put("actions", new JsonArray().add(new JsonObject().put("value", "ack:abc")));
    var body = "payload=" + URLEncoder.encode(payload.encode(), StandardCharsets.UTF_8);
    assertThat(hear(body, sign(body), NOW))
        .isEqualTo(new Heard.Buttons(List.of(new Pressed("abc", "ada (Slack U1)", "chat"))));
    assertThat(hear(body, sign(body + "x"), NOW)).isInstanceOf(Heard.Refused.class);
    assertThat(hear(body, sign(body), NOW.plusSeconds(301)))
        .isEqualTo(new Heard.Refused("the time stamp is too old"));
  }

  /** The example of Slack's own documentation: right signature, but no button. */
  @Test
  void understandsSlacksOwnExampleOfASignature() {
    var body =
        "token=xyzz0WbapA4vBCDEFasx0q6G&team_id=T1DC2JH3J&team_domain=testteamnow&channel_id=G8PSS9T3V"
            + "&channel_name=foobar&user_id=U2CERLKJA&user_name=roadrunner&command=%2Fwebhook-collect"
            + "&text=&response_url=https%3A%2F%2Fhooks.slack.com%2Fcommands%2FT1DC2JH3J%2F397700885554"
            + "%2F96rGlfmibIGlgcZRskXaIFfN&trigger_id=398738663015.47445629121.803a0bc887a14d10d2c447fce8b6703c";
    var signature = "v0=a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503";
    assertThat(hear(body, signature, NOW)).isEqualTo(new Heard.Refused("no payload in it"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "payload=",
        "payload=%7B",
        "payload=[]",
        "payload=%ZZ",
        "&&&",
        "payload=%7B%22user%22%3A1%7D"
      })
  void refusesWhatItCannotUnderstandThoughSigned(String body) {
    assertThat(hear(body, sign(body), NOW)).isInstanceOf(Heard.Refused.class);
  }

  private Heard hear(String body, String signature, Instant now) {
    var settings =
        new NotifySettings(
            List.of(slack(URI.create("http://127.0.0.1:1"))),
            Map.of(),
            List.of(),
            Watch.NONE,
            Optional.empty(),
            FollowUp.NONE);
    return SlackButtons.hear(settings, new Posted("1531420618", signature, body), now);
  }

  private static String sign(String body) {
    return "v0=" + Signature.hex(Signature.hmacSha256(SIGNING, "v0:1531420618:" + body));
  }

  private static ChatSettings slack(URI url) {
    var signed = new Buttons.Signed(new SecretSource.Given(new Secret(SIGNING)));
    return new ChatSettings(
        "chat", Service.SLACK, url, new SecretSource.None(), "", Language.EN, signed);
  }

  private static ChatSettings telegram(String root) {
    var token = new SecretSource.Given(new Secret(TelegramStandIn.BOT_TOKEN));
    return new ChatSettings(
        "chat",
        Service.TELEGRAM,
        URI.create(root),
        token,
        "-100",
        Language.EN,
        new Buttons.Asked());
  }

  private static <T> T await(Future<T> future) {
    return future.toCompletionStage().toCompletableFuture().orTimeout(20, TimeUnit.SECONDS).join();
  }
}
