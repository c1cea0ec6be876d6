package dev.lifeguard.cli;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The alerts of the running agent. */
@Command(
    name = "alerts",
    mixinStandardHelpOptions = true,
    description = "Shows what is not well; exit code 1 when an alert fires.")
final class AlertsCommand implements Callable<Integer> {
  private static final Paint PAINT = Paint.ofProcess();

  @Mixin private Where where;

  @Option(names = "--resolved", description = "Show what was resolved lately, too.")
  private boolean withResolved;

  @Option(names = "--json", description = "Print the agent's answer as JSON.")
  private boolean asJson;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    var answer = where.agent().read("/api/v1/alerts");
    var out = spec.commandLine().getOut();
    var standing = answer.getJsonArray("alerts");
    if (asJson) out.println(answer.encodePrettily());
    else if (standing.isEmpty() && !withResolved)
      out.println("all is well: no alert is pending or fires");
    else
      table(standing, withResolved ? answer.getJsonArray("resolved") : new JsonArray()).print(out);
    out.flush();
    return firing(standing) ? Lifeguard.FOUND : 0;
  }

  private static Output table(JsonArray standing, JsonArray over) {
    var table = Output.table("STATE", "SEVERITY", "ALERT", "GATEWAY", "SINCE", "EVIDENCE");
    AlertOrder.of(standing).forEach(alert -> row(table, alert, ""));
    over.forEach(item -> row(table, item, "resolved"));
    return table;
  }

  private static void row(Output table, Object item, String state) {
    if (!(item instanceof JsonObject alert)) return;
    table.row(
        PAINT.state(state.isEmpty() ? alert.getString("state") : state),
        PAINT.state(alert.getString("severity")),
        alert.getString("name"),
        alert.getString("gateway"),
        Output.moment(alert.getString("startsAt", "-")),
        alert.getString("evidence"));
  }

  private static boolean firing(JsonArray alerts) {
    return alerts.stream()
        .anyMatch(
            item -> item instanceof JsonObject alert && "firing".equals(alert.getString("state")));
  }
}
