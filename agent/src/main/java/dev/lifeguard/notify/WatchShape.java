package dev.lifeguard.notify;

import dev.lifeguard.config.Shape;
import dev.lifeguard.config.Shapes;
import dev.lifeguard.notify.NotifySettings.DeadMan;
import dev.lifeguard.notify.NotifySettings.SelfTest;
import java.time.Duration;

/** What makes sure that telling works, as written. */
public final class WatchShape {
  private WatchShape() {}

  public static Shape<DeadMan> deadMan() {
    return Shapes.object(
        "a ping such as {url: https://…, every: 60s}",
        f -> {
          var url = f.required("url", Shapes.secretUri("https", "http"), "what to call");
          var pace = Shapes.duration(Duration.ofSeconds(1), Duration.ofDays(1));
          var every = f.optional("every", pace, "60s", "how often");
          return v -> new DeadMan(v.of(url), v.of(every));
        });
  }

  public static Shape<SelfTest> selfTest() {
    return Shapes.object(
        "a schedule such as {schedule: \"0 10 * * MON\"}",
        f -> {
          var schedule = f.required("schedule", Shapes.cron(), "when");
          var zone = f.optional("zone", Shapes.zone(), "UTC", "whose clock the schedule follows");
          var receivers = f.list("receivers", Shapes.name(), "which; none: all of them");
          return v -> new SelfTest(v.of(schedule), v.of(zone), v.of(receivers));
        });
  }
}
