package dev.lifeguard.notify.mail;

import dev.lifeguard.config.Fields;
import dev.lifeguard.config.Parsed;
import dev.lifeguard.config.Shape;
import dev.lifeguard.config.Shapes;
import dev.lifeguard.config.Values;
import dev.lifeguard.notify.Language;
import dev.lifeguard.notify.ReceiverSettings;
import dev.lifeguard.notify.mail.MailSettings.Encryption;
import java.util.function.Function;

/** Mail as written; the receiver's name is given beside it. */
public final class MailShape {
  private static final String ADDRESS = "[^@\\s<>]+@[^@\\s<>]+";

  private MailShape() {}

  public static Shape<Function<String, ReceiverSettings>> shape() {
    return Shapes.object("a mapping such as {smtp: mail.example:587, …}", MailShape::define);
  }

  private static Function<Values, Function<String, ReceiverSettings>> define(Fields f) {
    var smtp = f.required("smtp", Shapes.hostPort(), "the mail server");
    var encryption =
        f.optional("encryption", Shapes.word(Encryption.class), "starttls", "on the way to it");
    var authority =
        f.maybe("tls-ca", Shapes.path(), "a PEM file: whom to trust instead of the system's own");
    var from = f.required("from", address(), "the sender");
    var to = f.required("to", Shapes.list(address()), "who gets it");
    var username = f.maybe("username", Shapes.nonblank("a user"), "to log in with");
    var password = f.secret("password", "to log in with");
    var language = f.optional("language", Shapes.word(Language.class), "en", "en or zh");
    f.check(
        v -> {
          if (v.of(username).isPresent()
              && v.of(encryption) == Encryption.NONE
              && !v.of(smtp).isLoopback())
            v.at(encryption)
                .refuse("a password would cross the network in clear", "use starttls or tls");
        });
    return v ->
        name ->
            new MailSettings(
                name,
                v.of(smtp),
                v.of(encryption),
                v.of(authority),
                v.of(from),
                v.of(to),
                v.of(username),
                v.of(password),
                v.of(language));
  }

  private static Shape<String> address() {
    var form = "write one such as ops@example.org";
    return Shapes.parsed(
        "a mail address such as ops@example.org",
        ADDRESS + "|[^<>\\r\\n]*<" + ADDRESS + ">",
        text ->
            text.matches(ADDRESS + "|[^<>\\r\\n]*<" + ADDRESS + ">")
                ? Parsed.taken(text)
                : Parsed.refused("is no mail address", form));
  }
}
