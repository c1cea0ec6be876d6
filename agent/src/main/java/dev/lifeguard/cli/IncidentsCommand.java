package dev.lifeguard.cli;

import io.vertx.core.json.JsonObject;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The incidents that the running agent knows. */
@Command(
    name = "incidents",
    mixinStandardHelpOptions = true,
    description = "Shows incidents, or the timeline of one.")
final class IncidentsCommand implements Callable<Integer> {
  @Mixin private Where where;

  @Parameters(
      arity = "0..1",
      paramLabel = "INCIDENT",
      description = "Show its timeline; the beginning of its id is enough.")
  private String incident = "";

  @Option(names = "--json", description = "Print the agent's answer as JSON.")
  private boolean asJson;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    var agent = where.agent();
    var answer = agent.read("/api/v1/incidents");
    if (!incident.isEmpty()) {
      var id = IncidentId.meant(incident, IncidentId.of(answer));
      answer = agent.read("/api/v1/incidents/" + AgentClient.part(id) + "/timeline");
    }
    var out = spec.commandLine().getOut();
    if (asJson) out.println(answer.encodePrettily());
    else (incident.isEmpty() ? incidents(answer) : timeline(answer)).print(out);
    out.flush();
    return 0;
  }

  private static Output incidents(JsonObject answer) {
    var table = Output.table("INCIDENT", "LEVEL", "OPENED", "CLOSED", "ALERTS", "ROOT");
    for (var item : answer.getJsonArray("incidents"))
      if (item instanceof JsonObject one)
        table.row(
            one.getString("id"),
            one.getString("level"),
            Output.moment(one.getString("openedAt")),
            Output.moment(one.getString("closedAt", "-")),
            String.valueOf(one.getJsonArray("members").size()),
            one.getString("root"));
    return table;
  }

  private static Output timeline(JsonObject answer) {
    var table = Output.table("AT", "WHAT", "");
    for (var item : answer.getJsonArray("timeline"))
      if (item instanceof JsonObject line)
        table.row(line.getString("at"), line.getString("kind"), line.getString("text"));
    return table;
  }
}
