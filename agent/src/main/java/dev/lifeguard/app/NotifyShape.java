package dev.lifeguard.app;

import dev.lifeguard.config.Fields;
import dev.lifeguard.config.Nearest;
import dev.lifeguard.config.Place;
import dev.lifeguard.config.Shape;
import dev.lifeguard.config.Shapes;
import dev.lifeguard.config.Values;
import dev.lifeguard.notify.NotifySettings;
import dev.lifeguard.notify.NotifySettings.DeadMan;
import dev.lifeguard.notify.ReceiverSettings;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
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
    var deadMan =
        f.maybe("dead-man", deadMan(), "a ping outwards, whose absence somebody else notices");
    f.check(v -> lookAtGroups(v.of(receivers), v.of(groups), v.at(groups)));
    return v -> new NotifySettings(v.of(receivers), v.of(groups), v.of(deadMan));
  }

  private static Shape<Map<String, List<String>>> groups() {
    return Shapes.map(
        "groups such as {everybody: [ops, admin]}",
        "[A-Za-z0-9][A-Za-z0-9._-]*",
        "use letters, digits, dots, dashes, underscores",
        Shapes.list(Shapes.name()));
  }

  private static Shape<DeadMan> deadMan() {
    return Shapes.object(
        "a ping such as {url: https://…, every: 60s}",
        f -> {
          var url = f.required("url", Shapes.secretUri("https", "http"), "what to call");
          var pace = Shapes.duration(Duration.ofSeconds(1), Duration.ofDays(1));
          var every = f.optional("every", pace, "60s", "how often");
          return v -> new DeadMan(v.of(url), v.of(every));
        });
  }

  private static void lookAtGroups(
      List<ReceiverSettings> receivers, Map<String, List<String>> groups, Place place) {
    var names = new HashSet<String>();
    receivers.forEach(receiver -> names.add(receiver.name()));
    groups.forEach((group, members) -> lookAtGroup(names, group, members, place.under(group)));
  }

  private static void lookAtGroup(
      Set<String> names, String group, List<String> members, Place place) {
    if (names.contains(group)) place.refuse("has the name of a receiver", "choose another");
    for (int i = 0; i < members.size(); i++)
      if (!names.contains(members.get(i)))
        place
            .under(i)
            .refuse(
                "no receiver is named \"" + members.get(i) + "\"",
                Nearest.suggestion(members.get(i), names));
  }
}
