package dev.lifeguard.cli;

import io.vertx.core.json.JsonObject;
import java.io.PrintWriter;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Lays out for people which remedies there are, and what was done. */
record RemedyTables(PrintWriter out) {
  void remedies(JsonObject answer) {
    var table = Output.table("REMEDY", "MODE", "TRIGGER", "STEPS", "GATEWAYS");
    RemedyPrint.objects(answer, "remedies")
        .forEach(
            one ->
                table.row(
                    one.getString("name"),
                    one.getString("mode"),
                    RemedyPrint.words(one, "trigger"),
                    RemedyPrint.objects(one, "steps")
                        .map(step -> step.getString("name"))
                        .collect(Collectors.joining(" ")),
                    RemedyPrint.objects(one, "gateways")
                        .map(RemedyTables::standing)
                        .collect(Collectors.joining(", "))));
    table.print(out);
  }

  private static String standing(JsonObject gateway) {
    var text = gateway.getString("gateway") + " " + gateway.getString("mode");
    var breaker = gateway.getString("breaker");
    return breaker.equals("closed") ? text : text + " (breaker " + breaker + ")";
  }

  void remedy(JsonObject remedy) {
    var print = new RemedyPrint(out);
    out.println(remedy.getString("name") + "  (" + remedy.getString("from") + ")");
    print.line("mode", remedy.getString("mode"));
    print.line("trigger", RemedyPrint.words(remedy, "trigger"));
    print.line("when", remedy.getString("when"));
    RemedyPrint.objects(remedy, "steps").forEach(step -> print.line("step", described(step)));
    RemedyPrint.objects(remedy, "rollback")
        .forEach(step -> print.line("rollback", described(step)));
    Optional.ofNullable(remedy.getJsonObject("verify"))
        .ifPresent(
            verify ->
                print.line(
                    "verify", verify.getString("check") + " within " + verify.getString("within")));
    limits(print, remedy.getJsonObject("limits"));
    print.line("otherwise", remedy.getString("otherwise"));
    RemedyPrint.objects(remedy, "gateways").forEach(gateway -> print.line("on", state(gateway)));
    if (!remedy.getJsonArray("unknownSteps").isEmpty())
      print.line("cannot do", RemedyPrint.words(remedy, "unknownSteps"));
  }

  private static void limits(RemedyPrint print, JsonObject limits) {
    print.line("cooldown", limits.getString("cooldown"));
    print.line("budget", limits.getString("budget"));
    print.line("radius", limits.getString("blastRadius"));
    print.line("blockers", RemedyPrint.words(limits, "blockers"));
    var breaker = limits.getJsonObject("breaker");
    print.line(
        "breaker",
        "opens after %s failures, for %s"
            .formatted(breaker.getValue("after"), breaker.getString("pause")));
  }

  private static String state(JsonObject gateway) {
    var text = gateway.getString("gateway") + ": " + gateway.getString("mode");
    text += ", breaker " + gateway.getString("breaker").replace('_', ' ');
    text += ", failures in a row: " + gateway.getValue("failures");
    if (gateway.containsKey("budget"))
      text += ", budget used: " + gateway.getValue("spent") + " of " + gateway.getValue("budget");
    if (gateway.containsKey("coolsUntil"))
      text += ", cools down until " + gateway.getString("coolsUntil");
    return text;
  }

  private static String described(JsonObject step) {
    var text = step.getString("name") + " " + step.getString("input");
    for (var key : List.of("if", "unless", "timeout"))
      if (step.containsKey(key)) text += "  " + key + " " + step.getString(key);
    return text;
  }

  void runs(JsonObject answer) {
    if (answer.getJsonArray("runs").isEmpty()) {
      out.println("no remedy ran, was asked for or suggested yet");
      out.flush();
      return;
    }
    var table = Output.table("RUN", "CREATED", "REMEDY", "ON", "BY", "STATE", "BECAUSE");
    RemedyPrint.objects(answer, "runs")
        .forEach(
            run ->
                table.row(
                    run.getString("id"),
                    run.getString("createdAt"),
                    run.getString("remedy"),
                    RemedyPrint.on(run),
                    RemedyPrint.by(run),
                    run.getString("state"),
                    RemedyPrint.firstLine(run.getString("because"))));
    table.print(out);
  }

  void audit(JsonObject answer) {
    var table = Output.table("NO", "AT", "WHAT", "WHO", "REMEDY", "GATEWAY", "RUN", "TEXT");
    RemedyPrint.objects(answer, "audit")
        .forEach(
            line ->
                table.row(
                    line.getLong("number").toString(),
                    line.getString("at"),
                    line.getString("kind"),
                    line.getString("who"),
                    line.getString("remedy"),
                    line.getString("gateway"),
                    line.getString("run"),
                    RemedyPrint.firstLine(line.getString("text"))));
    table.print(out);
  }
}
