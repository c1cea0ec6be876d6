package dev.lifeguard.notify.chat;

import dev.lifeguard.config.Field;
import dev.lifeguard.config.Fields;
import dev.lifeguard.config.SecretSource;
import dev.lifeguard.config.Shape;
import dev.lifeguard.config.Shapes;
import dev.lifeguard.config.Values;
import dev.lifeguard.notify.Language;
import dev.lifeguard.notify.ReceiverSettings;
import dev.lifeguard.notify.chat.ChatSettings.Buttons;
import dev.lifeguard.notify.chat.ChatSettings.Service;
import java.net.URI;
import java.util.function.Function;

/** A chat service as written; the receiver's name is given beside it. */
public final class ChatShape {
  private ChatShape() {}

  public static Shape<Function<String, ReceiverSettings>> shape(Service service) {
    return switch (service) {
      case SLACK -> Shapes.object("a mapping such as {url: https://…}", ChatShape::slack);
      case DISCORD, FEISHU, DINGTALK, WECOM ->
          Shapes.object("a mapping such as {url: https://…}", f -> hook(f, service));
      case TELEGRAM -> Shapes.object("a mapping such as {token: …, chat: …}", ChatShape::telegram);
      case PAGERDUTY -> Shapes.object("a mapping such as {routing-key: …}", ChatShape::pagerDuty);
    };
  }

  private static Function<Values, Function<String, ReceiverSettings>> hook(
      Fields f, Service service) {
    var url = f.required("url", Shapes.secretUri("https", "http"), "the web hook");
    var secret = f.secret("secret", "signs the message, where the service asks for it");
    var language = language(f);
    return v ->
        name ->
            new ChatSettings(
                name, service, v.of(url), v.of(secret), "", v.of(language), new Buttons.None());
  }

  private static Function<Values, Function<String, ReceiverSettings>> slack(Fields f) {
    var url = f.required("url", Shapes.secretUri("https", "http"), "the web hook");
    var signing = f.secret("signing-secret", "the app's; with it, messages have buttons");
    var language = language(f);
    return v ->
        name ->
            new ChatSettings(
                name,
                Service.SLACK,
                v.of(url),
                new SecretSource.None(),
                "",
                v.of(language),
                v.of(signing) instanceof SecretSource.None
                    ? new Buttons.None()
                    : new Buttons.Signed(v.of(signing)));
  }

  private static Function<Values, Function<String, ReceiverSettings>> telegram(Fields f) {
    var token = f.secret("token", "the bot's token");
    var chat = f.required("chat", Shapes.nonblank("a chat's id"), "where to write");
    var api = url(f, "api", "https://api.telegram.org", "another Bot API");
    var buttons = f.optional("buttons", Shapes.flag(), "false", "messages have buttons");
    var language = language(f);
    f.exactlyOne(token);
    return v ->
        name ->
            new ChatSettings(
                name,
                Service.TELEGRAM,
                v.of(api),
                v.of(token),
                v.of(chat),
                v.of(language),
                v.of(buttons) ? new Buttons.Asked() : new Buttons.None());
  }

  private static Function<Values, Function<String, ReceiverSettings>> pagerDuty(Fields f) {
    Field<SecretSource> key = f.secret("routing-key", "the integration's key");
    var url = url(f, "url", "https://events.pagerduty.com/v2/enqueue", "another events address");
    var language = language(f);
    f.exactlyOne(key);
    return v ->
        name ->
            new ChatSettings(
                name,
                Service.PAGERDUTY,
                v.of(url),
                v.of(key),
                "",
                v.of(language),
                new Buttons.None());
  }

  private static Field<URI> url(Fields f, String key, String usual, String meaning) {
    return f.optional(key, Shapes.uri("https", "http"), usual, meaning);
  }

  private static Field<Language> language(Fields f) {
    return f.optional("language", Shapes.word(Language.class), "en", "en or zh");
  }
}
