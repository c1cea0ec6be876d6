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

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    var out = spec.commandLine().getOut();
    if (!end.isEmpty()) {
      where.agent().send("DELETE", "/api/v1/maintenance/" + end, new JsonObject());
      out.println("ended " + end);
    } else if (gateways.isEmpty()) table(where.agent().read("/api/v1/maintenance")).print(out);
    else out.println("maintenance " + add().getString("id") + " for " + lasting);
    out.flush();
    return 0;
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
