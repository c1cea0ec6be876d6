package dev.lifeguard.app;

import dev.lifeguard.config.Nearest;
import dev.lifeguard.config.Place;
import dev.lifeguard.notify.OnCall;
import dev.lifeguard.notify.OnCall.Person;
import dev.lifeguard.notify.ReceiverSettings;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The names of receivers, groups and rotations: each means one thing, and what is named exists. */
record NotifyNames(
    List<ReceiverSettings> receivers, Map<String, List<String>> groups, List<OnCall> onCall) {

  /** Groups hold receivers and rotations; a group in a group might be a circle. */
  void lookAtGroups(Place place) {
    groups.forEach(
        (group, members) -> {
          if (names().contains(group))
            place.under(group).refuse("has the name of a receiver or a rotation", "choose another");
          refuseUnknown(members, names(), place.under(group));
        });
  }

  /** People are reached through receivers and groups. */
  void lookAtOnCall(Place place) {
    for (int i = 0; i < onCall.size(); i++) {
      var rotation = onCall.get(i);
      var at = place.under(i);
      if (receiverNames().contains(rotation.name()))
        at.under("name").refuse("is the name of a receiver", "choose another");
      lookAtPeople(rotation.people(), at.under("people"));
    }
  }

  private void lookAtPeople(List<Person> people, Place place) {
    var known = receiverNames();
    known.addAll(groups.keySet());
    for (int i = 0; i < people.size(); i++)
      refuseUnknown(people.get(i).receivers(), known, place.under(i).under("receivers"));
  }

  /** Any of the names will do. */
  void lookAt(List<String> wanted, Place place) {
    var known = names();
    known.addAll(groups.keySet());
    refuseUnknown(wanted, known, place);
  }

  private static void refuseUnknown(List<String> wanted, Set<String> known, Place place) {
    for (int i = 0; i < wanted.size(); i++)
      if (!known.contains(wanted.get(i)))
        place
            .under(i)
            .refuse(
                "no receiver is named \"" + wanted.get(i) + "\"",
                Nearest.suggestion(wanted.get(i), known));
  }

  private Set<String> receiverNames() {
    var names = new HashSet<String>();
    receivers.forEach(receiver -> names.add(receiver.name()));
    return names;
  }

  private Set<String> names() {
    var names = receiverNames();
    onCall.forEach(rotation -> names.add(rotation.name()));
    return names;
  }
}
