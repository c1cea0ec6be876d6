package dev.lifeguard.diagnosis.check;

import dev.lifeguard.diagnosis.check.CheckUp.Line;
import dev.lifeguard.diagnosis.check.CheckUp.Section;
import dev.lifeguard.diagnosis.check.CheckUp.Verdict;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Locale;

/** A check-up as JSON and back: what {@code check --json} prints and the API answers. */
public final class CheckUpJson {
  private CheckUpJson() {}

  public static JsonObject write(CheckUp checkUp) {
    var sections = new JsonArray();
    checkUp.sections().forEach(section -> sections.add(write(section)));
    return new JsonObject()
        .put("gateway", checkUp.gateway())
        .put("url", checkUp.url())
        .put("at", checkUp.at().toString())
        .put("healthy", checkUp.healthy())
        .put("sections", sections);
  }

  private static JsonObject write(Section section) {
    var lines = new JsonArray();
    for (var line : section.lines())
      lines.add(
          new JsonObject()
              .put("what", line.what())
              .put("value", line.value())
              .put("criterion", line.criterion())
              .put("verdict", line.verdict().name().toLowerCase(Locale.ROOT))
              .put("note", line.note()));
    return new JsonObject().put("name", section.name()).put("lines", lines);
  }

  public static CheckUp read(JsonObject json) {
    var sections = new ArrayList<Section>();
    for (var item : json.getJsonArray("sections"))
      if (item instanceof JsonObject section) sections.add(section(section));
    return new CheckUp(
        json.getString("gateway"),
        json.getString("url"),
        Instant.parse(json.getString("at")),
        sections);
  }

  private static Section section(JsonObject json) {
    var lines = new ArrayList<Line>();
    for (var item : json.getJsonArray("lines"))
      if (item instanceof JsonObject line)
        lines.add(
            new Line(
                line.getString("what"),
                line.getString("value"),
                line.getString("criterion"),
                Verdict.valueOf(line.getString("verdict").toUpperCase(Locale.ROOT)),
                line.getString("note")));
    return new Section(json.getString("name"), lines);
  }
}
