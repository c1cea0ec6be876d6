package dev.lifeguard.notify;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Who is meant by a name: a receiver, a group, or whoever is on call by now. Pure. */
record Directory(NotifySettings settings) {
  /** How deep groups may hold groups; deeper is a circle. */
  private static final int DEPTH = 5;

  /**
   * @param because how the names led to them, for people
   */
  record Addressees(Set<String> receivers, String because) {}

  /** Nobody in particular means everybody; so do names that nothing carries. */
  Addressees find(List<String> names, Instant now) {
    var search = new Search(now);
    for (var name : names) if (!search.collect(name, 0)) search.notes.add(name + " is nobody");
    if (search.found.isEmpty()) {
      settings.receivers().forEach(receiver -> search.found.add(receiver.name()));
      search.notes.add(names.isEmpty() ? "nobody is named: all are told" : "so all are told");
    }
    return new Addressees(search.found, String.join("; ", search.notes));
  }

  private boolean isReceiver(String name) {
    return settings.receivers().stream().anyMatch(receiver -> receiver.name().equals(name));
  }

  /** One look-up under way. */
  private final class Search {
    private final Instant now;
    private final Set<String> found = new LinkedHashSet<>();
    private final List<String> notes = new ArrayList<>();

    Search(Instant now) {
      this.now = now;
    }

    boolean collect(String name, int depth) {
      if (depth > DEPTH) return false;
      if (isReceiver(name)) {
        found.add(name);
        return true;
      }
      return rotation(name, depth) || group(name, depth);
    }

    private boolean rotation(String name, int depth) {
      for (var rotation : settings.onCall())
        if (rotation.name().equals(name)) {
          var shift = rotation.at(now);
          notes.add(name + " is " + shift.person().name() + " until " + shift.until());
          return any(shift.person().receivers(), depth);
        }
      return false;
    }

    private boolean group(String name, int depth) {
      if (!settings.groups().containsKey(name)) return false;
      notes.add(name + " is a group");
      return any(settings.groups().get(name), depth);
    }

    private boolean any(List<String> names, int depth) {
      var any = false;
      for (var name : names) any |= collect(name, depth + 1);
      return any;
    }
  }
}
