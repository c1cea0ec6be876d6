package dev.lifeguard.notify.webhook;

import dev.lifeguard.config.Shape;
import dev.lifeguard.config.Shapes;
import dev.lifeguard.notify.ReceiverSettings;
import java.util.function.Function;

/** A web hook as written; the receiver's name is given beside it. */
public final class WebhookShape {
  private WebhookShape() {}

  public static Shape<Function<String, ReceiverSettings>> shape() {
    return Shapes.object(
        "a mapping such as {url: https://…}",
        f -> {
          var url = f.required("url", Shapes.secretUri("https", "http"), "where to post to");
          var secret = f.secret("secret", "signs each body (HMAC-SHA256)");
          return v -> name -> new WebhookSettings(name, v.of(url), v.of(secret));
        });
  }
}
