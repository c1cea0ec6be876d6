package dev.lifeguard.console;

import dev.lifeguard.bus.Bus;
import dev.lifeguard.notify.NotifyEvent.ButtonPressed;
import dev.lifeguard.notify.NotifySettings;
import dev.lifeguard.notify.chat.SlackButtons;
import dev.lifeguard.notify.chat.SlackButtons.Heard;
import dev.lifeguard.notify.chat.SlackButtons.Posted;
import dev.lifeguard.time.Time;
import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.function.Supplier;

/** Where Slack posts the press of a button: its signature is its token. */
public final class SlackApi {
  private final Supplier<NotifySettings> settings;
  private final Bus bus;
  private final Time time;

  public SlackApi(Supplier<NotifySettings> settings, Bus bus, Time time) {
    this.settings = settings;
    this.bus = bus;
    this.time = time;
  }

  public List<Endpoint> endpoints() {
    return List.of(
        new Endpoint(
            HttpMethod.POST,
            SlackButtons.PATH,
            Endpoint.Kind.OPEN,
            asked -> Future.succeededFuture(hear(asked))));
  }

  private Reply hear(Asked asked) {
    var posted =
        new Posted(
            asked.header("X-Slack-Request-Timestamp").orElse(""),
            asked.header("X-Slack-Signature").orElse(""),
            asked.text());
    return switch (SlackButtons.hear(settings.get(), posted, time.now())) {
      case Heard.Refused(var because) -> new Reply.Problem(401, "signature_refused", because);
      case Heard.Buttons(var pressed) -> {
        pressed.forEach(each -> bus.publish(new ButtonPressed(each, time.now())));
        yield Reply.ok(new JsonObject());
      }
    };
  }
}
