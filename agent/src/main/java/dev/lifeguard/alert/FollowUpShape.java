package dev.lifeguard.alert;

import dev.lifeguard.config.Fields;
import dev.lifeguard.config.Shape;
import dev.lifeguard.config.Shapes;
import dev.lifeguard.config.Values;
import dev.lifeguard.rule.Severity;
import java.time.Duration;
import java.util.function.Function;

/** Reminders and escalation as written: two keys of a part that others define. */
public final class FollowUpShape {
  private static final Shape<Duration> PATIENCE =
      Shapes.duration(Duration.ofSeconds(10), Duration.ofDays(30));

  private FollowUpShape() {}

  /** Adds the keys {@code remind-every} and {@code escalation}. */
  public static Function<Values, FollowUp> fields(Fields f) {
    var remindEvery = f.maybe("remind-every", PATIENCE, "tell again while it fires");
    var steps =
        f.list(
            "escalation",
            Shapes.object("a step such as {after: 15m, to: [lead]}", FollowUpShape::step),
            "who is told when nobody takes an alert");
    return v -> new FollowUp(v.of(remindEvery), v.of(steps));
  }

  private static Function<Values, FollowUp.Step> step(Fields f) {
    var after = f.required("after", PATIENCE, "how long after it fired");
    var to = f.required("to", Shapes.list(Shapes.name()), "receivers or groups");
    var least =
        f.optional(
            "severity",
            Shapes.word(Severity.SPELLINGS).as(Severity::of),
            "warning",
            "alerts at least as severe");
    return v -> new FollowUp.Step(v.of(after), v.of(to), v.of(least));
  }
}
