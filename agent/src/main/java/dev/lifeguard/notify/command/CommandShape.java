package dev.lifeguard.notify.command;

import dev.lifeguard.config.Shape;
import dev.lifeguard.config.Shapes;
import dev.lifeguard.notify.ReceiverSettings;
import java.time.Duration;
import java.util.function.Function;

/** A program as written; the receiver's name is given beside it. */
public final class CommandShape {
  private CommandShape() {}

  public static Shape<Function<String, ReceiverSettings>> shape() {
    var patience = Shapes.duration(Duration.ofMillis(100), Duration.ofMinutes(10));
    return Shapes.object(
        "a mapping such as {run: [/usr/local/bin/tell, ops]}",
        f -> {
          var run = f.required("run", Shapes.words(), "the program, word by word; no shell");
          var timeout = f.optional("timeout", patience, "10s", "how long it may take");
          return v -> name -> new CommandSettings(name, v.of(run), v.of(timeout));
        });
  }
}
