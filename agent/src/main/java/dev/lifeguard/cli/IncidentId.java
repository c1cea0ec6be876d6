package dev.lifeguard.cli;

import io.vertx.core.json.JsonObject;
import java.util.List;

/** Which incident is meant: ids are long, and the beginning of one is enough where it is unique. */
final class IncidentId {
  static final String LATEST = "latest";
  private static final int SHOWN = 5;

  private IncidentId() {}

  /** Those that the agent lists, the latest first. */
  static List<String> of(JsonObject incidents) {
    return RemedyPrint.objects(incidents, "incidents").map(one -> one.getString("id")).toList();
  }

  /**
   * @param known the latest first
   */
  static String meant(String given, List<String> known) {
    if (given.equals(LATEST))
      return known.stream()
          .findFirst()
          .orElseThrow(
              () -> new Refusal(Lifeguard.FOUND, "there was no incident yet: nothing to report"));
    if (given.isBlank() || known.contains(given)) return given; // the agent says what is wrong
    var fitting = known.stream().filter(id -> id.startsWith(given)).toList();
    if (fitting.size() > 1)
      throw Refusal.wrongUse(
          fitting.size() + " incidents begin with " + given + ": " + some(fitting));
    return fitting.stream().findFirst().orElse(given);
  }

  private static String some(List<String> ids) {
    var shown = String.join(", ", ids.subList(0, Math.min(SHOWN, ids.size())));
    return ids.size() > SHOWN ? shown + ", …" : shown;
  }
}
