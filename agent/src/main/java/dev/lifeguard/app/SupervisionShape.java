package dev.lifeguard.app;

import dev.lifeguard.config.Shape;
import dev.lifeguard.config.Shapes;
import dev.lifeguard.remedy.step.Supervision;
import java.util.List;

/** Who keeps a gateway's process running, as written under {@code supervisor}. */
final class SupervisionShape {
  private SupervisionShape() {}

  static Shape<Supervision> shape() {
    return Shapes.object(
        "a supervisor such as {restart: [systemctl, --user, restart, my-gateway]}",
        f -> {
          var restart =
              f.maybe("restart", Shapes.words(), "a command that has it restart the gateway");
          var profile = f.maybe("profile", Shapes.name(), "OpenClaw's profile; names the service");
          var openclaw = f.maybe("openclaw", Shapes.words(), "how OpenClaw is called there");
          var where =
              f.maybe("where", Shapes.word(Supervision.Where.class), "on which machine it runs");
          return v ->
              new Supervision(
                  v.of(profile),
                  v.of(restart).orElse(List.of()),
                  v.of(openclaw).orElse(Supervision.UNSAID.openclaw()),
                  v.of(where));
        });
  }
}
