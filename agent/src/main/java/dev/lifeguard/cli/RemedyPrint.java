package dev.lifeguard.cli;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.PrintWriter;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Lays out runs and rehearsals of remedies for people. */
record RemedyPrint(PrintWriter out) {
  void rehearsal(JsonObject dry) {
    out.println("dry run: " + dry.getString("remedy") + " on " + dry.getString("gateway"));
    line("mode", dry.getString("mode"));
    objects(dry, "gates")
        .forEach(
            gate ->
                line(
                    gate.getBoolean("passes") ? "passes" : "BLOCKS",
                    gate.getString("gate") + ": " + gate.getString("because")));
    objects(dry, "steps")
        .forEach(
            step -> {
              line("step " + step.getInteger("number"), step.getString("name"));
              out.println("    " + step.getString("text"));
              Optional.ofNullable(step.getString("diff"))
                  .ifPresent(diff -> out.println(diff.indent(4).stripTrailing()));
            });
  }

  void run(JsonObject run) {
    out.println(run.getString("id") + "  " + run.getString("remedy") + " on " + on(run));
    line("state", run.getString("state"));
    line("because", firstLine(run.getString("because")));
    line("by", by(run));
    line("cause", run.getString("cause"));
    Optional.ofNullable(run.getJsonObject("approval")).ifPresent(this::approval);
    objects(run, "steps").forEach(this::step);
    next(run);
    out.flush();
  }

  /** What a person can say to it now. */
  private void next(JsonObject run) {
    var id = run.getString("id");
    switch (run.getString("state")) {
      case "awaiting_approval" -> {
        line("yes", "lifeguard remedy approve " + id);
        line("no", "lifeguard remedy reject " + id);
      }
      case "proposed" -> {
        if (!run.containsKey("approval")) line("do it", "lifeguard remedy approve " + id);
      }
      case "running", "verifying", "rolling_back" -> line("see", "lifeguard remedy show " + id);
      default -> {}
    }
  }

  private void approval(JsonObject approval) {
    line("asked", approval.getString("text").indent(10).strip());
    line("radius", approval.getString("blastRadius"));
    line("at work", approval.getString("activeWork"));
    if (approval.containsKey("answer"))
      line("answer", approval.getString("answer") + ", " + approval.getString("who"));
    else line("open until", approval.getString("expiresAt"));
    if (!approval.getString("diff", "").isEmpty())
      out.println(approval.getString("diff").indent(4).stripTrailing());
  }

  private void step(JsonObject step) {
    var took = step.containsKey("tookSeconds") ? "  " + step.getDouble("tookSeconds") + " s" : "";
    line(
        "step " + step.getInteger("number"),
        step.getString("name")
            + " "
            + step.getString("input")
            + "  "
            + step.getString("state")
            + took);
    if (!step.getString("output").isEmpty())
      out.println(step.getString("output").indent(12).stripTrailing());
  }

  static String on(JsonObject run) {
    var labels = run.getJsonObject("subject", new JsonObject());
    return labels.isEmpty() ? run.getString("gateway") : run.getString("gateway") + labels.getMap();
  }

  static String by(JsonObject run) {
    var call = run.getJsonObject("call");
    return call.getString("by").equals("person")
        ? call.getString("who")
        : call.getString("by") + " " + call.getString("name");
  }

  static String firstLine(String text) {
    return text.lines().findFirst().orElse("");
  }

  void line(String head, String text) {
    if (text != null && !text.isEmpty()) out.printf("  %-10s  %s%n", head, text);
  }

  static String words(JsonObject json, String key) {
    return json.getJsonArray(key).stream().map(String::valueOf).collect(Collectors.joining(" "));
  }

  static Stream<JsonObject> objects(JsonObject json, String key) {
    return Optional.ofNullable(json.getJsonArray(key)).orElseGet(JsonArray::new).stream()
        .filter(JsonObject.class::isInstance)
        .map(JsonObject.class::cast);
  }
}
