package dev.lifeguard.app;

import dev.lifeguard.alert.FollowUpShape;
import dev.lifeguard.config.Fields;
import dev.lifeguard.config.Shape;
import dev.lifeguard.config.Shapes;
import dev.lifeguard.config.Values;
import dev.lifeguard.notify.NotifySettings;
import dev.lifeguard.notify.OnCall;
import dev.lifeguard.notify.OnCallShape;
import dev.lifeguard.notify.ReceiverSettings;
import dev.lifeguard.notify.WatchShape;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** The part {@code notify} as written. */
final class NotifyShape {
  private NotifyShape() {}

  static Shape<NotifySettings> shape() {
    return Shapes.object("a mapping with receivers", NotifyShape::define);
  }

  private static Function<Values, NotifySettings> define(Fields f) {
    var receivers =
        f.optional(
            "receivers",
            Shapes.list(ReceiverShape.shape()).unique("name", ReceiverSettings::name),
            "[]",
            "who can be told");
    var groups = f.optional("groups", groups(), "{}", "names for several receivers at once");
    var onCall =
        f.optional(
            "on-call",
            Shapes.list(OnCallShape.shape()).unique("name", OnCall::name),
            "[]",
            "names for whoever has the turn");
    var deadMan =
        f.maybe(
            "dead-man", WatchShape.deadMan(), "a ping outwards, whose absence somebody notices");
    var selfTest = f.maybe("self-test", WatchShape.selfTest(), "tests the receivers by the clock");
    var console =
        f.maybe(
            "console", Shapes.uri("https", "http"), "where people reach the console, for links");
    var followUp = FollowUpShape.fields(f);
    f.check(
        v ->
            new NotifyNames(v.of(receivers), v.of(groups), v.of(onCall))
                .lookAtGroups(v.at(groups)));
    f.check(
        v ->
            new NotifyNames(v.of(receivers), v.of(groups), v.of(onCall))
                .lookAtOnCall(v.at(onCall)));
    f.check(
        v ->
            v.of(selfTest)
                .ifPresent(
                    test ->
                        new NotifyNames(v.of(receivers), v.of(groups), v.of(onCall))
                            .lookAt(test.receivers(), v.at(selfTest).under("receivers"))));
    return v ->
        new NotifySettings(
            v.of(receivers),
            v.of(groups),
            v.of(onCall),
            new NotifySettings.Watch(v.of(deadMan), v.of(selfTest)),
            v.of(console),
            followUp.apply(v));
  }

  private static Shape<Map<String, List<String>>> groups() {
    return Shapes.map(
        "groups such as {everybody: [ops, admin]}",
        "[A-Za-z0-9][A-Za-z0-9._-]*",
        "use letters, digits, dots, dashes, underscores",
        Shapes.list(Shapes.name()));
  }
}
