package dev.lifeguard.alert;

import dev.lifeguard.config.Fields;
import dev.lifeguard.config.Shape;
import dev.lifeguard.config.Shapes;
import dev.lifeguard.config.Values;
import java.time.Duration;
import java.util.function.Function;

/** A maintenance window as written. */
public final class MaintenanceShape {
  private MaintenanceShape() {}

  public static Shape<MaintenanceSettings> shape() {
    return Shapes.object(
        "a window such as {name: update, schedule: \"0 3 * * SUN\", lasts: 1h}",
        MaintenanceShape::define);
  }

  private static Function<Values, MaintenanceSettings> define(Fields f) {
    var name = f.required("name", Shapes.name(), "its name");
    var gateways =
        f.optional("gateways", Shapes.labels(), "{}", "labels of the gateways; none: all of them");
    var schedule = f.required("schedule", Shapes.cron(), "when it begins");
    var zone = f.optional("zone", Shapes.zone(), "UTC", "whose clock the schedule follows");
    var lasts =
        f.required(
            "lasts", Shapes.duration(Duration.ofMinutes(1), Duration.ofDays(7)), "how long it is");
    return v ->
        new MaintenanceSettings(
            v.of(name), v.of(gateways), v.of(schedule), v.of(zone), v.of(lasts));
  }
}
