package dev.lifeguard.cli;

import io.vertx.core.json.JsonObject;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Why an alert stands where it stands. */
@Command(
    name = "explain",
    mixinStandardHelpOptions = true,
    description = "Shows what decided about an alert, step by step, and how it came there.")
final class ExplainCommand implements Callable<Integer> {
  @Mixin private Where where;

  @Parameters(paramLabel = "ALERT", description = "The name or the id of an alert.")
  private String alert;

  @Option(names = "--json", description = "Print the agent's answer as JSON.")
  private boolean asJson;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    var agent = where.agent();
    var found =
        agent.read("/api/v1/alerts").getJsonArray("alerts").stream()
            .map(JsonObject.class::cast)
            .filter(one -> alert.equals(one.getString("name")) || alert.equals(one.getString("id")))
            .toList();
    if (found.isEmpty())
      throw new Refusal(Lifeguard.FOUND, "no alert that stands is called " + alert);
    for (var one : found) {
      var path = "/api/v1/alerts/" + one.getString("id");
      print(agent.read(path + "/explanation"), agent.read(path + "/transitions"));
    }
    return 0;
  }

  private void print(JsonObject explanation, JsonObject history) {
    var out = spec.commandLine().getOut();
    if (asJson) {
      out.println(explanation.copy().mergeIn(history).encodePrettily());
      out.flush();
      return;
    }
    var about = explanation.getJsonObject("alert");
    out.println(
        about.getString("name")
            + " ("
            + about.getString("severity")
            + ") on "
            + about.getJsonObject("labels").encode());
    var steps = Output.table("STEP", "OUTCOME", "BECAUSE");
    for (var item : explanation.getJsonArray("steps"))
      if (item instanceof JsonObject step)
        steps.row(step.getString("step"), step.getString("outcome"), step.getString("because"));
    steps.print(out);
    out.println();
    var past = Output.table("AT", "WHAT", "BECAUSE");
    for (var item : history.getJsonArray("transitions"))
      if (item instanceof JsonObject step)
        past.row(step.getString("at"), step.getString("kind"), step.getString("because"));
    past.print(out);
  }
}
