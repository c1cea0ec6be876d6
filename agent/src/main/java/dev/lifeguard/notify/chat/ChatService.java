package dev.lifeguard.notify.chat;

import static dev.lifeguard.notify.chat.Codes.DINGTALK_CODES;
import static dev.lifeguard.notify.chat.Codes.FEISHU_CODES;
import static dev.lifeguard.notify.chat.Codes.WECOM_CODES;

import dev.lifeguard.notify.Notice;
import dev.lifeguard.notify.Notice.Told;
import dev.lifeguard.notify.Occasion;
import dev.lifeguard.notify.Pressed;
import dev.lifeguard.notify.Signature;
import dev.lifeguard.notify.Wording;
import dev.lifeguard.notify.chat.ChatSettings.Buttons;
import dev.lifeguard.reason.FailedException;
import dev.lifeguard.reason.Reason;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/**
 * The table of chat services: to which address, with which body and signature, and what in an
 * answer of status 200 means no after all.
 */
enum ChatService {
  /** Slack and all that take its incoming web hooks: Mattermost, Rocket.Chat. */
  SLACK(4000) {
    @Override
    JsonObject body(Letter letter) {
      var colour = letter.notice().firing() ? "danger" : "good";
      var attachment =
          new JsonObject()
              .put("color", colour)
              .put("fallback", letter.title())
              .put("title", slackEscaped(letter.title()))
              .put("text", slackEscaped(letter.text()));
      letter.notice().link().ifPresent(link -> attachment.put("title_link", link));
      var buttons = letter.buttons().map(Button::slack).toList();
      if (!buttons.isEmpty())
        attachment.put("callback_id", "lifeguard").put("actions", new JsonArray(buttons));
      return new JsonObject().put("text", "").put("attachments", new JsonArray().add(attachment));
    }

    /** Web hooks answer {@code ok}; some that take Slack's shape say no in JSON. */
    @Override
    void judge(JsonObject answer) {
      if (Boolean.FALSE.equals(answer.getValue("ok"))) throw refused(Loosely.text(answer, "error"));
    }
  },

  TELEGRAM(4000) {
    @Override
    URI address(ChatSettings settings, String secret, Instant now) {
      return URI.create(settings.url() + "/bot" + secret + "/sendMessage");
    }

    @Override
    JsonObject body(Letter letter) {
      var body =
          new JsonObject()
              .put("chat_id", letter.settings().to())
              .put("text", letter.title() + "\n" + letter.text())
              .put("disable_web_page_preview", true);
      var rows = new JsonArray();
      letter
          .buttons()
          .map(Button::telegram)
          .forEach(button -> rows.add(new JsonArray().add(button)));
      if (!rows.isEmpty()) body.put("reply_markup", new JsonObject().put("inline_keyboard", rows));
      return body;
    }

    @Override
    void judge(JsonObject answer) {
      if (!Boolean.TRUE.equals(answer.getValue("ok")))
        throw refused("not ok: " + Loosely.text(answer, "description"));
    }
  },

  DISCORD(1900) {
    @Override
    JsonObject body(Letter letter) {
      return new JsonObject()
          .put("content", letter.title() + "\n" + letter.text())
          .put("allowed_mentions", new JsonObject().put("parse", new JsonArray()));
    }
  },

  /** Feishu and Lark: signed by time stamp and secret as the HMAC's key over nothing. */
  FEISHU(8000) {
    @Override
    JsonObject body(Letter letter) {
      var body =
          new JsonObject()
              .put("msg_type", "text")
              .put("content", new JsonObject().put("text", letter.title() + "\n" + letter.text()));
      if (letter.secret().isEmpty()) return body;
      var stamp = Long.toString(letter.now().getEpochSecond());
      var sign =
          Signature.base64(Signature.hmacSha256(stamp + "\n" + letter.secret(), new byte[0]));
      return body.put("timestamp", stamp).put("sign", sign);
    }

    @Override
    void judge(JsonObject answer) {
      FEISHU_CODES.judge(answer);
    }
  },

  /** DingTalk: signed in the query. */
  DINGTALK(8000) {
    @Override
    URI address(ChatSettings settings, String secret, Instant now) {
      if (secret.isEmpty()) return settings.url();
      var stamp = now.toEpochMilli();
      var sign = Signature.base64(Signature.hmacSha256(secret, stamp + "\n" + secret));
      var joint = settings.url().getRawQuery() == null ? "?" : "&";
      return URI.create(
          settings.url()
              + joint
              + "timestamp="
              + stamp
              + "&sign="
              + URLEncoder.encode(sign, StandardCharsets.UTF_8));
    }

    @Override
    JsonObject body(Letter letter) {
      return new JsonObject()
          .put("msgtype", "text")
          .put("text", new JsonObject().put("content", letter.title() + "\n" + letter.text()));
    }

    @Override
    void judge(JsonObject answer) {
      DINGTALK_CODES.judge(answer);
    }
  },

  WECOM(2000) {
    @Override
    JsonObject body(Letter letter) {
      return new JsonObject()
          .put("msgtype", "text")
          .put("text", new JsonObject().put("content", letter.title() + "\n" + letter.text()));
    }

    @Override
    void judge(JsonObject answer) {
      WECOM_CODES.judge(answer);
    }
  },

  /** PagerDuty Events v2: one event for each alert, deduplicated by its fingerprint. */
  PAGERDUTY(1000) {
    @Override
    List<JsonObject> bodies(Letter letter) {
      return letter.notice().alerts().stream().map(alert -> event(letter, alert)).toList();
    }

    @Override
    JsonObject body(Letter letter) {
      return event(letter, letter.notice().alerts().getFirst());
    }
  };

  /** What a body is made of. */
  record Letter(
      ChatSettings settings, Notice notice, Wording wording, String secret, Instant now, int room) {
    String title() {
      return wording.title(notice);
    }

    /** Cut to what the service takes, and said so. */
    String text() {
      var text = wording.text(notice);
      return text.length() <= room ? text : text.substring(0, room - 2) + " …";
    }

    /** One for each alert that somebody may take, where we would hear of it. */
    Stream<Button> buttons() {
      if (settings.buttons() instanceof Buttons.None) return Stream.empty();
      return notice.alerts().stream()
          .filter(alert -> alert.occasion().canBeTaken())
          .limit(Pressed.BUTTONS)
          .map(alert -> new Button(wording.take(alert), Pressed.data(alert.fingerprint())));
    }
  }

  /** Takes one alert. */
  record Button(String text, String data) {
    JsonObject telegram() {
      return new JsonObject().put("text", text).put("callback_data", data);
    }

    JsonObject slack() {
      return new JsonObject()
          .put("type", "button")
          .put("name", "acknowledge")
          .put("text", text)
          .put("value", data);
    }
  }

  private final int room;

  ChatService(int room) {
    this.room = room;
  }

  /** Characters that a message may have. */
  int room() {
    return room;
  }

  URI address(ChatSettings settings, String secret, Instant now) {
    return settings.url();
  }

  abstract JsonObject body(Letter letter);

  List<JsonObject> bodies(Letter letter) {
    return List.of(body(letter));
  }

  /** Throws a {@link FailedException} when the answer means no. */
  void judge(JsonObject answer) {}

  /** Whether an answer says nothing unless it is a JSON object. */
  boolean speaksJson() {
    return switch (this) {
      case TELEGRAM, FEISHU, DINGTALK, WECOM -> true;
      case SLACK, DISCORD, PAGERDUTY -> false;
    };
  }

  final void judge(Buffer answer) {
    var first = answer.toString().stripLeading();
    if (first.startsWith("<")) throw stranger();
    if (first.startsWith("{")) judge(json(answer));
    else if (speaksJson()) throw stranger();
  }

  private static JsonObject json(Buffer answer) {
    try {
      return new JsonObject(answer);
    } catch (DecodeException e) {
      throw stranger();
    }
  }

  /** A portal or a proxy that answers everything with a page: nobody has read what was sent. */
  private static FailedException stranger() {
    return new FailedException(
        Reason.HTTP_STATUS, "status 200, but what answers is not this service: is the url right?");
  }

  private static JsonObject event(Letter letter, Told alert) {
    var event =
        new JsonObject()
            .put("routing_key", letter.secret())
            .put("event_action", action(alert.occasion()))
            .put("dedup_key", alert.fingerprint())
            .put("client", "Lifeguard");
    letter.notice().link().ifPresent(link -> event.put("client_url", link));
    return event.put("payload", payload(letter, alert));
  }

  /** PagerDuty pages nobody any more for what somebody took. */
  private static String action(Occasion occasion) {
    return switch (occasion) {
      case FIRED, REMINDED, ESCALATED, TESTED, SUMMONED -> "trigger";
      case TAKEN -> "acknowledge";
      case RESOLVED -> "resolve";
    };
  }

  private static JsonObject payload(Letter letter, Told alert) {
    var details = new JsonObject();
    alert.labels().forEach(details::put);
    alert.annotations().forEach(details::put);
    var summary = alert.annotation("summary").orElse(letter.title());
    return new JsonObject()
        .put("summary", summary.substring(0, Math.min(summary.length(), 1024)))
        .put("source", alert.gateway().isEmpty() ? "lifeguard" : alert.gateway())
        .put("severity", alert.severity().code())
        .put("timestamp", alert.startsAt().toString())
        .put("component", alert.name())
        .put("custom_details", details);
  }

  private static FailedException refused(String detail) {
    return new FailedException(Reason.REQUEST_REJECTED, detail);
  }

  private static String slackEscaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}
