package dev.lifeguard.app;

import dev.lifeguard.config.Field;
import dev.lifeguard.config.Fields;
import dev.lifeguard.config.Shape;
import dev.lifeguard.config.Shapes;
import dev.lifeguard.config.Values;
import dev.lifeguard.notify.ReceiverSettings;
import dev.lifeguard.notify.alertmanager.AlertmanagerShape;
import dev.lifeguard.notify.chat.ChatSettings.Service;
import dev.lifeguard.notify.chat.ChatShape;
import dev.lifeguard.notify.command.CommandShape;
import dev.lifeguard.notify.mail.MailShape;
import dev.lifeguard.notify.openclaw.OpenClawShape;
import dev.lifeguard.notify.webhook.WebhookShape;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/** A receiver as written: a name, and exactly one way to it. */
final class ReceiverShape {
  private final List<Field<Optional<Function<String, ReceiverSettings>>>> ways = new ArrayList<>();
  private final Fields fields;

  private ReceiverShape(Fields fields) {
    this.fields = fields;
  }

  static Shape<ReceiverSettings> shape() {
    return Shapes.object(
        "a receiver such as {name: ops, webhook: {url: https://…}}",
        f -> new ReceiverShape(f).define());
  }

  private Function<Values, ReceiverSettings> define() {
    var name = fields.required("name", Shapes.name(), "the name that rules use");
    way("alertmanager", AlertmanagerShape.shape(), "all peers of an Alertmanager");
    way("webhook", WebhookShape.shape(), "JSON by POST");
    way("email", MailShape.shape(), "SMTP");
    for (var service : Service.values())
      way(service.name().toLowerCase(Locale.ROOT), ChatShape.shape(service), "a chat service");
    way("command", CommandShape.shape(), "a program of yours; JSON on its input");
    way("openclaw", OpenClawShape.shape(), "a channel of a watched gateway; never the only way");
    fields.exactlyOne(ways.toArray(Field<?>[]::new));
    return v ->
        ways.stream()
            .flatMap(way -> v.of(way).stream())
            .findFirst()
            .orElseThrow()
            .apply(v.of(name));
  }

  private void way(String key, Shape<Function<String, ReceiverSettings>> shape, String meaning) {
    ways.add(fields.maybe(key, shape, meaning));
  }
}
