package dev.lifeguard.cli;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.PrintWriter;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The ways to each gateway. */
@Command(
    name = "path",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    description = "Shows the access paths of gateways, and switches between them.")
final class PathCommand {
  @Spec private CommandSpec spec;

  @Command(
      name = "list",
      mixinStandardHelpOptions = true,
      description = {
        "Shows every path of every gateway and marks the one in use.",
        "Exit code 1 when a path does not answer, or leads to another gateway."
      })
  int list(
      @Mixin Where where,
      @Option(names = "--json", description = "Print the agent's answer as JSON.") boolean json) {
    var answer = where.agent().read("/api/v1/paths");
    if (json) out().println(answer.encodePrettily());
    else table(answer).print(out());
    out().flush();
    return objects(answer, "paths").flatMap(it -> objects(it, "paths")).allMatch(PathCommand::fine)
        ? 0
        : Lifeguard.FOUND;
  }

  @Command(
      name = "switch",
      mixinStandardHelpOptions = true,
      description = {
        "Uses another path to the gateway: the named one, or the best other one that answers.",
        "It stands for 10 minutes even against a preferred path, unless it is lost before."
      })
  int change(
      @Mixin Where where,
      @Parameters(paramLabel = "GATEWAY") String gateway,
      @Parameters(paramLabel = "PATH", arity = "0..1", defaultValue = "") String path,
      @Option(names = "--json", description = "Print the agent's answer as JSON.") boolean json) {
    var body = path.isEmpty() ? new JsonObject() : new JsonObject().put("path", path);
    var name = URLEncoder.encode(gateway, StandardCharsets.UTF_8).replace("+", "%20");
    var answer = where.agent().post("/api/v1/paths/" + AgentClient.part(name) + "/switch", body);
    if (json) out().println(answer.encodePrettily());
    else out().println(gateway + " is reached on path " + answer.getString("current"));
    out().flush();
    return 0;
  }

  private static boolean fine(JsonObject path) {
    return !"failing".equals(path.getString("health"))
        && !"other".equals(path.getString("sameGateway"));
  }

  private static Output table(JsonObject answer) {
    var table = Output.table("GATEWAY", "", "PATH", "HEALTH", "SINCE", "URL", "REASON");
    objects(answer, "paths")
        .forEach(gateway -> objects(gateway, "paths").forEach(path -> row(table, gateway, path)));
    return table;
  }

  private static void row(Output table, JsonObject gateway, JsonObject path) {
    table.row(
        gateway.getString("gateway"),
        path.getBoolean("inUse", false) ? "*" : "",
        path.getString("name"),
        health(gateway, path),
        path.getString("since", "-"),
        path.getString("url"),
        reason(path));
  }

  /** The only path of a gateway is not looked at apart from the gateway. */
  private static String health(JsonObject gateway, JsonObject path) {
    return gateway.getJsonArray("paths").size() == 1 ? "the only one" : path.getString("health");
  }

  private static String reason(JsonObject path) {
    if ("other".equals(path.getString("sameGateway"))) return "leads to another gateway";
    return Optional.ofNullable(path.getString("detail"))
        .map(detail -> path.getString("reason") + ": " + detail)
        .orElse("");
  }

  private static Stream<JsonObject> objects(JsonObject in, String key) {
    return in.getJsonArray(key, new JsonArray()).stream()
        .filter(JsonObject.class::isInstance)
        .map(JsonObject.class::cast);
  }

  private PrintWriter out() {
    return spec.commandLine().getOut();
  }
}
