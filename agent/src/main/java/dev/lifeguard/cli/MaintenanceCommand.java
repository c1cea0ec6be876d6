package dev.lifeguard.cli;

import io.vertx.core.json.JsonObject;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Work is expected on some gateways, for deploy scripts too: it ends by itself in any case. */
@Command(
    name = "maintenance",
    mixinStandardHelpOptions = true,
    description = "Shows windows asked for, begins one (LABEL=VALUE...), or ends one (--end ID).")
final class MaintenanceCommand implements Callable<Integer> {
  @Mixin private Where where;

  @Parameters(
      arity = "0..*",
      paramLabel = "LABEL=VALUE",
      description = "Which gateways: gateway=home, env=prod")
  private Map<String, String> gateways = Map.of();

  @Option(names = "--reason", description = "Why; needed for a new one.")
  private String reason = "";

  @Option(names = "--author", description = "Who asks; default: this user.")
  private String author = System.getProperty("user.name");

  @Option(names = "--for", paramLabel = "TIME", description = "How long, as in 30m; default 1h.")
  private String lasting = "1h";

  @Option(names = "--end", paramLabel = "ID", description = "End this one now.")
  private String end = "";

  @Option(names = "--json", description = "Print the agent's answer as JSON.")
  private boolean asJson;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    var out = spec.commandLine().getOut();
    var answer = answer();
    if (asJson) out.println(answer.encodePrettily());
    else if (!end.isEmpty()) out.println("ended " + end);
    else if (answer.containsKey("id"))
      out.println("maintenance " + answer.getString("id") + " for " + lasting);
    else table(answer).print(out);
    out.flush();
    return 0;
  }

  private JsonObject answer() {
    var agent = where.agent();
    if (!end.isEmpty()) return agent.send("DELETE", "/api/v1/maintenance/" + end, new JsonObject());
    return gateways.isEmpty() ? agent.read("/api/v1/maintenance") : add();
  }

  private JsonObject add() {
    var labels = new JsonObject();
    gateways.forEach(labels::put);
    var body =
        new JsonObject()
            .put("gateways", labels)
            .put("author", author)
            .put("reason", reason)
            .put("for", lasting);
    return where.agent().post("/api/v1/maintenance", body);
  }

  private static Output table(JsonObject answer) {
    var table = Output.table("ID", "UNTIL", "BY", "GATEWAYS", "REASON");
    for (var item : answer.getJsonArray("windows"))
      if (item instanceof JsonObject one)
        table.row(
            one.getString("id"),
            one.getString("endsAt"),
            one.getString("author"),
            one.getJsonObject("gateways").encode(),
            one.getString("reason"));
    return table;
  }
}
