package dev.lifeguard.notify.alertmanager;

import dev.lifeguard.config.Shape;
import dev.lifeguard.config.Shapes;
import dev.lifeguard.notify.ReceiverSettings;
import java.util.function.Function;

/** An Alertmanager as written; the receiver's name is given beside it. */
public final class AlertmanagerShape {
  private AlertmanagerShape() {}

  public static Shape<Function<String, ReceiverSettings>> shape() {
    return Shapes.object(
        "a mapping such as {urls: [http://127.0.0.1:9093]}",
        f -> {
          var url = Shapes.uri("http", "https");
          var urls = f.required("urls", Shapes.list(url), "every peer of the cluster");
          return v -> name -> new AlertmanagerSettings(name, v.of(urls));
        });
  }
}
