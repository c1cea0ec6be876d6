package dev.lifeguard.notify;

import static dev.lifeguard.notify.Notices.fire;
import static dev.lifeguard.notify.Notices.over;
import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import dev.lifeguard.config.HostPort;
import dev.lifeguard.config.Secret;
import dev.lifeguard.config.SecretSource;
import dev.lifeguard.notify.alertmanager.AlertmanagerSettings;
import dev.lifeguard.notify.chat.ChatSettings;
import dev.lifeguard.notify.chat.ChatSettings.Buttons;
import dev.lifeguard.notify.chat.ChatSettings.Service;
import dev.lifeguard.notify.command.CommandSettings;
import dev.lifeguard.notify.mail.MailSettings;
import dev.lifeguard.notify.mail.MailSettings.Encryption;
import dev.lifeguard.notify.webhook.WebhookSettings;
import dev.lifeguard.reason.FailedException;
import dev.lifeguard.reason.Reason;
import dev.lifeguard.time.ManualTime;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import jakarta.mail.internet.MimeMultipart;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each receiver against a server that checks what the real one would check. */
class ReceiversTest {
  private static final SecretSource NONE = new SecretSource.None();
  private static final SecretSource SECRET = new SecretSource.Given(new Secret("s3cret"));

  private final Vertx vertx = Vertx.vertx();
  private final ManualTime time = new ManualTime(Notices.START);
  private final Outside outside = new Outside(vertx, time);
  private Ear ear;

  @BeforeEach
  void listen() throws Exception {
    ear = new Ear();
  }

  @AfterEach
  void stop() {
    ear.close();
    outside.close();
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }

  @Test
  void webhookSpeaksInAlertmanagersShapeAndSignsTheBody() throws Exception {
    var hook = new WebhookSettings("admin", ear.uri("/hook"), SECRET).open(outside);
    assertThat(
            send(
                hook, Notices.of("k1", fire("gateway_down", "home"), over("high_latency", "home"))))
        .isEmpty();
    var heard = ear.next();
    var json = new JsonObject(heard.body());
    assertThat(json.getString("status")).isEqualTo("firing");
    assertThat(json.getJsonObject("commonLabels").getString("gateway")).isEqualTo("home");
    var alerts = json.getJsonArray("alerts");
    assertThat(alerts.getJsonObject(0).getString("endsAt")).isEqualTo("0001-01-01T00:00:00Z");
    assertThat(alerts.getJsonObject(1).getString("status")).isEqualTo("resolved");
    assertThat(alerts.getJsonObject(1).getString("endsAt")).isEqualTo("2026-11-20T10:05:00Z");
    var mac = Signature.hex(Signature.hmacSha256("s3cret", heard.body()));
    assertThat(heard.headers().getFirst("X-Lifeguard-Signature")).isEqualTo("sha256=" + mac);
    assertThat(heard.headers().getFirst("X-Lifeguard-Key")).isEqualTo("k1");
  }

  @Test
  void aRefusalCarriesItsReason() {
    var hook = new WebhookSettings("admin", ear.uri("/hook"), NONE).open(outside);
    ear.answers(401, "no");
    assertThat(send(hook, notice())).contains(Reason.UNAUTHORIZED);
    ear.answers(429, "slower");
    assertThat(send(hook, notice())).contains(Reason.RATE_LIMITED);
    ear.answers(503, "later");
    assertThat(send(hook, notice())).contains(Reason.HTTP_STATUS);
    ear.close();
    var nobody = new WebhookSettings("admin", URI.create("http://127.0.0.1:1"), NONE).open(outside);
    assertThat(send(nobody, notice())).contains(Reason.REFUSED);
  }

  @Test
  void alertmanagerIsToldAgainEachMinuteAndOfTheEndForFiveMore() throws Exception {
    var urls = List.of(ear.uri(""), URI.create("http://127.0.0.1:1"));
    var am = new AlertmanagerSettings("ops", urls).open(outside);
    assertThat(send(am, notice())).isEmpty();
    assertThat(ear.next().uri().getPath()).isEqualTo("/api/v2/alerts");
    time.advance(Duration.ofMinutes(1));
    var again = new JsonArray(ear.next().body()).getJsonObject(0);
    assertThat(again.getJsonObject("labels").getString("alertname")).isEqualTo("gateway_down");
    assertThat(again.getString("endsAt")).isEqualTo("2026-11-20T10:05:00Z");
    assertThat(send(am, Notices.of("k2", over("gateway_down", "home")))).isEmpty();
    ear.next();
    for (int minute = 0; minute < 5; minute++) {
      time.advance(Duration.ofMinutes(1));
      ear.next();
    }
    time.advance(Duration.ofMinutes(3));
    assertThat(ear.all().poll(300, TimeUnit.MILLISECONDS)).isNull();
    am.close();
  }

  @Test
  void slackGetsAnAttachmentWithItsMarkupEscaped() throws Exception {
    assertThat(send(chat(Service.SLACK, "/hook", NONE), notice())).isEmpty();
    var attachment = new JsonObject(ear.next().body()).getJsonArray("attachments").getJsonObject(0);
    assertThat(attachment.getString("title")).isEqualTo("[P0 FIRING] gateway_down home");
    assertThat(attachment.getString("text")).contains("&lt;b&gt;home").doesNotContain("<b>");
  }

  @Test
  void telegramPutsTheTokenIntoThePathAndBelievesOnlyOk() throws Exception {
    ear.answers(200, "{\"ok\":true}");
    assertThat(send(chat(Service.TELEGRAM, "", SECRET), notice())).isEmpty();
    var heard = ear.next();
    assertThat(heard.uri().getPath()).isEqualTo("/bots3cret/sendMessage");
    assertThat(new JsonObject(heard.body()).getString("chat_id")).isEqualTo("-100123");
    ear.answers(200, "{\"ok\":false,\"description\":\"chat not found\"}");
    assertThat(send(chat(Service.TELEGRAM, "", SECRET), notice()))
        .contains(Reason.REQUEST_REJECTED);
  }

  @Test
  void discordMentionsNobody() throws Exception {
    ear.answers(204, "");
    assertThat(send(chat(Service.DISCORD, "/hook", NONE), notice()))
        .isIn(Optional.empty(), Optional.of(Reason.RESET));
    var json = new JsonObject(ear.next().body());
    assertThat(json.getJsonObject("allowed_mentions").getJsonArray("parse")).isEmpty();
  }

  @Test
  void feishuSignsTimeAndSecretAsTheKeyOverNothing() throws Exception {
    ear.answers(200, "{\"code\":0}");
    assertThat(send(chat(Service.FEISHU, "/hook", SECRET), notice())).isEmpty();
    var json = new JsonObject(ear.next().body());
    var stamp = json.getString("timestamp");
    assertThat(stamp).isEqualTo(Long.toString(Notices.START.getEpochSecond()));
    var expected = Signature.base64(Signature.hmacSha256(stamp + "\ns3cret", ""));
    assertThat(json.getString("sign")).isEqualTo(expected);
    ear.answers(200, "{\"code\":19021,\"msg\":\"sign match fail\"}");
    assertThat(send(chat(Service.FEISHU, "/hook", SECRET), notice())).contains(Reason.UNAUTHORIZED);
  }

  @Test
  void dingtalkSignsInTheQuery() throws Exception {
    ear.answers(200, "{\"errcode\":0,\"errmsg\":\"ok\"}");
    assertThat(send(chat(Service.DINGTALK, "/robot/send?access_token=t", SECRET), notice()))
        .isEmpty();
    var query = ear.next().uri().getRawQuery();
    var stamp = Notices.START.toEpochMilli();
    var sign = Signature.base64(Signature.hmacSha256("s3cret", stamp + "\ns3cret"));
    assertThat(query).startsWith("access_token=t&timestamp=" + stamp + "&sign=");
    var given = query.substring(query.indexOf("&sign=") + 6);
    assertThat(URLDecoder.decode(given, StandardCharsets.UTF_8)).isEqualTo(sign);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "WECOM    | {\"errcode\":93000,\"errmsg\":\"invalid webhook url\"} | UNAUTHORIZED",
        "WECOM    | {\"errcode\":45009}                                        | RATE_LIMITED",
        "WECOM    | {\"errcode\":-1}                                           | UNAVAILABLE",
        "WECOM    | {\"errcode\":40008}                                    | REQUEST_REJECTED",
        "WECOM    | {\"errcode\":\"0\"}                                  | REQUEST_REJECTED",
        "WECOM    | ok                                                       | HTTP_STATUS",
        "DINGTALK | {\"errcode\":130101,\"errmsg\":\"send too fast\"}  | RATE_LIMITED",
        "DINGTALK | {\"errcode\":310000,\"errmsg\":\"sign not match\"} | UNAUTHORIZED",
        "FEISHU   | {\"code\":9499,\"msg\":\"too many request\"}       | RATE_LIMITED",
        "FEISHU   | {\"code\":19024,\"msg\":\"Key Words Not Found\"}   | REQUEST_REJECTED",
        "FEISHU   | <html>portal</html>                                      | HTTP_STATUS",
        "TELEGRAM | {\"ok\":\"yes\"}                                     | REQUEST_REJECTED",
        "TELEGRAM | {\"ok\":true                                           | HTTP_STATUS",
        "SLACK    | {\"ok\":false,\"error\":\"invalid_auth\"}          | REQUEST_REJECTED",
        "SLACK    | <html>portal</html>                                      | HTTP_STATUS",
        "DISCORD  | <html>portal</html>                                      | HTTP_STATUS"
      })
  void whatMeansNoInAnAnswerOfStatus200IsAFailure(Service service, String answer, Reason reason) {
    ear.answers(200, answer);
    assertThat(send(chat(service, "/hook", SECRET), notice())).contains(reason);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "SLACK | ok",
        "DISCORD | ''",
        "FEISHU | {\"StatusCode\":0}",
        "SLACK | {\"ok\":true}"
      })
  void whatMeansYesIsTaken(Service service, String answer) {
    ear.answers(200, answer);
    assertThat(send(chat(service, "/hook", SECRET), notice())).isEmpty();
  }

  @Test
  void pagerdutyGetsAnEventForEachAlertUnderItsFingerprint() throws Exception {
    ear.answers(202, "{\"status\":\"success\"}");
    var both = Notices.of("k", fire("gateway_down", "home"), over("high_latency", "home"));
    assertThat(send(chat(Service.PAGERDUTY, "/v2/enqueue", SECRET), both)).isEmpty();
    var first = new JsonObject(ear.next().body());
    assertThat(first.getString("routing_key")).isEqualTo("s3cret");
    assertThat(first.getString("event_action")).isEqualTo("trigger");
    assertThat(first.getString("dedup_key")).isEqualTo("gateway_down-home");
    assertThat(first.getJsonObject("payload").getString("severity")).isEqualTo("critical");
    assertThat(new JsonObject(ear.next().body()).getString("event_action")).isEqualTo("resolve");
    var taken = Notices.told("t", "gateway_down", "home", Occasion.TAKEN);
    assertThat(send(chat(Service.PAGERDUTY, "/v2/enqueue", SECRET), Notices.of("t", taken)))
        .isEmpty();
    var last = new JsonObject(ear.next().body());
    assertThat(last.getString("event_action")).isEqualTo("acknowledge");
    assertThat(last.getString("dedup_key")).isEqualTo("gateway_down-home");
  }

  @Test
  void speaksChineseWhenAsked() throws Exception {
    ear.answers(200, "{\"errcode\":0}");
    var settings =
        new ChatSettings(
            "c", Service.WECOM, ear.uri("/"), NONE, "", Language.ZH, new Buttons.None());
    assertThat(send(settings.open(outside), notice())).isEmpty();
    assertThat(ear.next().body()).contains("告警").contains("原因：refused");
  }

  @Test
  void mailIsTextAndHtmlAndNoAlertCanWriteAHeader() throws Exception {
    var green = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
    green.start();
    try {
      green.setUser("lifeguard@example.org", "lifeguard", "s3cret");
      var smtp = new HostPort("127.0.0.1", green.getSmtp().getPort());
      var mail = mail(smtp, Encryption.NONE).open(outside);
      assertThat(send(mail, Notices.of("k", fire("evil\r\nBcc: x@example.org", "home")))).isEmpty();
      assertThat(green.waitForIncomingEmail(20_000, 1)).isTrue();
      var message = green.getReceivedMessages()[0];
      assertThat(message.getHeader("Bcc")).isNull();
      assertThat(message.getSubject()).startsWith("[P0 FIRING] evil");
      var parts = (MimeMultipart) message.getContent();
      assertThat(parts.getBodyPart(0).getContent().toString()).contains("<b>home</b>");
      assertThat(parts.getBodyPart(1).getContent().toString()).contains("&lt;b&gt;home");
      assertThat(green.getReceivedMessages()[0].getFrom()[0].toString())
          .isEqualTo("Lifeguard <lifeguard@example.org>");
      assertThat(send(mail(smtp, Encryption.STARTTLS).open(outside), notice()))
          .contains(Reason.TLS_HANDSHAKE);
    } finally {
      green.stop();
    }
  }

  @Test
  void aCommandGetsJsonOnItsInputAndNothingInItsArguments(@TempDir Path folder) throws Exception {
    var file = folder.resolve("out");
    var argv = List.of("sh", "-c", "cat > \"$0\"", file.toString());
    var command = new CommandSettings("c", argv, Duration.ofSeconds(10)).open(outside);
    assertThat(send(command, Notices.of("k", fire("$(touch x)", "home")))).isEmpty();
    var json = new JsonObject(Files.readString(file));
    assertThat(json.getJsonArray("alerts").size()).isEqualTo(1);
  }

  @Test
  void aCommandThatFailsOrHangsIsAFailure() {
    var failing =
        new CommandSettings(
            "c", List.of("sh", "-c", "echo broken; exit 3"), Duration.ofSeconds(10));
    assertThat(send(failing.open(outside), notice())).contains(Reason.UNAVAILABLE);
    var hanging = new CommandSettings("c", List.of("sleep", "60"), Duration.ofMillis(200));
    assertThat(send(hanging.open(outside), notice())).contains(Reason.TIMEOUT);
    var missing = new CommandSettings("c", List.of("/does/not/exist"), Duration.ofSeconds(1));
    assertThat(send(missing.open(outside), notice())).contains(Reason.NOT_SUPPORTED);
  }

  private MailSettings mail(HostPort smtp, Encryption encryption) {
    return new MailSettings(
        "mail",
        smtp,
        encryption,
        Optional.empty(),
        "lifeguard@example.org",
        List.of("Ops <ops@example.org>"),
        Optional.of("lifeguard"),
        SECRET,
        Language.EN);
  }

  private Receiver chat(Service service, String path, SecretSource secret) {
    return new ChatSettings(
            "chat", service, ear.uri(path), secret, "-100123", Language.EN, new Buttons.None())
        .open(outside);
  }

  private static Notice notice() {
    return Notices.of("k", fire("gateway_down", "home"));
  }

  /** The reason of the failure; empty when it was taken. */
  private static Optional<Reason> send(Receiver receiver, Notice notice) {
    try {
      receiver
          .send(notice)
          .toCompletionStage()
          .toCompletableFuture()
          .orTimeout(20, TimeUnit.SECONDS)
          .join();
      return Optional.empty();
    } catch (CompletionException e) {
      if (e.getCause() instanceof FailedException failed)
        return Optional.of(failed.failure().reason());
      throw e;
    }
  }
}
