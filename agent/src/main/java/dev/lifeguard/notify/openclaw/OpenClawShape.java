package dev.lifeguard.notify.openclaw;

import dev.lifeguard.config.Shape;
import dev.lifeguard.config.Shapes;
import dev.lifeguard.notify.Language;
import dev.lifeguard.notify.ReceiverSettings;
import dev.lifeguard.notify.openclaw.OpenClawSettings.Target;
import dev.lifeguard.notify.openclaw.OpenClawSettings.Ways;
import java.util.function.Function;

/** A gateway's channel as written; the receiver's name is given beside it. */
public final class OpenClawShape {
  private OpenClawShape() {}

  public static Shape<Function<String, ReceiverSettings>> shape() {
    return Shapes.object(
        "a mapping such as {gateway: home, channel: telegram, to: \"123\"}",
        f -> {
          var gateway = f.required("gateway", Shapes.name(), "one of `gateways`: it sends");
          var channel = f.required("channel", Shapes.name(), "telegram, irc, …");
          var account = f.maybe("account", Shapes.name(), "of the channel, if it has several");
          var to = f.required("to", Shapes.nonblank("a chat, a room or a person"), "who gets it");
          var language = f.optional("language", Shapes.word(Language.class), "en", "en or zh");
          return v ->
              name ->
                  new OpenClawSettings(
                      name,
                      v.of(gateway),
                      new Target(v.of(channel), v.of(account), v.of(to)),
                      v.of(language),
                      Ways.NONE);
        });
  }
}
