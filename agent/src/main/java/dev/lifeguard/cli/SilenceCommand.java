package dev.lifeguard.cli;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Nobody is told of alerts that match, for a while; their end is told all the same. */
@Command(
    name = "silence",
    mixinStandardHelpOptions = true,
    description = "Shows silences, adds one (MATCHER...), or ends one (--end ID).")
final class SilenceCommand implements Callable<Integer> {
  @Mixin private Where where;

  @Parameters(
      arity = "0..*",
      paramLabel = "MATCHER",
      description = "As in Alertmanager: gateway=home, alertname=~\"tunnel_.*\"")
  private List<String> matchers = List.of();

  @Option(names = "--reason", description = "Why; needed for a new one.")
  private String reason = "";

  @Option(names = "--author", description = "Who asks; default: this user.")
  private String author = System.getProperty("user.name");

  @Option(names = "--for", paramLabel = "TIME", description = "How long, as in 2h; default 1h.")
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
      out.println("silence " + answer.getString("id") + " for " + lasting);
    else table(answer).print(out);
    out.flush();
    return 0;
  }

  private JsonObject answer() {
    var agent = where.agent();
    if (!end.isEmpty()) return agent.send("DELETE", "/api/v1/silences/" + end, new JsonObject());
    return matchers.isEmpty() ? agent.read("/api/v1/silences") : add();
  }

  private JsonObject add() {
    var body =
        new JsonObject()
            .put("matchers", new JsonArray(matchers))
            .put("author", author)
            .put("reason", reason)
            .put("for", lasting);
    return where.agent().post("/api/v1/silences", body);
  }

  private static Output table(JsonObject answer) {
    var table = Output.table("ID", "UNTIL", "BY", "MATCHERS", "REASON");
    for (var item : answer.getJsonArray("silences"))
      if (item instanceof JsonObject one)
        table.row(
            one.getString("id"),
            one.getString("endsAt"),
            one.getString("author"),
            one.getJsonArray("matchers").encode(),
            one.getString("reason"));
    return table;
  }
}
