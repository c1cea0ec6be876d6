package dev.lifeguard.cli;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The tunnels of the running agent, and a single one without an agent. */
@Command(
    name = "tunnel",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    subcommands = TunnelUpCommand.class,
    description = "Shows, restarts and traces the agent's tunnels; keeps up a single one.")
final class TunnelCommand {
  private static final Duration TRACE_PACE = Duration.ofMillis(200);

  @Spec private CommandSpec spec;

  @Command(
      name = "list",
      mixinStandardHelpOptions = true,
      description = "Shows every tunnel and its forwards; exit code 1 when one is not active.")
  int list(
      @Mixin Where where,
      @Option(names = "--json", description = "Print the agent's answer as JSON.") boolean json) {
    var answer = where.agent().read("/api/v1/tunnels");
    if (json) out().println(answer.encodePrettily());
    else table(answer).print(out());
    out().flush();
    return objects(answer.getJsonArray("tunnels"))
            .allMatch(tunnel -> "active".equals(tunnel.getString("state")))
        ? 0
        : Lifeguard.FOUND;
  }

  @Command(
      name = "restart",
      mixinStandardHelpOptions = true,
      description = "Gets a new session; the listener stays, and who connects meanwhile waits.")
  int restart(
      @Mixin Where where,
      @Parameters(paramLabel = "TUNNEL", description = "[GATEWAY/]NAME.") String name,
      @Option(names = "--json", description = "Print which one as JSON.") boolean json) {
    var agent = where.agent();
    var tunnel = find(agent, name);
    agent.post(path(tunnel) + "/restart", new JsonObject());
    var told =
        new JsonObject()
            .put("restarted", tunnel.getString("name"))
            .put("gateway", tunnel.getString("gateway"));
    out().println(json ? told.encodePrettily() : "restarted " + name);
    out().flush();
    return 0;
  }

  @Command(
      name = "trace",
      mixinStandardHelpOptions = true,
      description = {
        "Tells, line by line, how a tunnel's present or next attempt at a session goes.",
        "Exit code 1 when it comes to no session."
      })
  int trace(
      @Mixin Where where,
      @Parameters(paramLabel = "TUNNEL", description = "[GATEWAY/]NAME.") String name,
      @Option(names = "--restart", description = "Restart it, so that there is an attempt.")
          boolean restart,
      @Option(names = "--json", description = "Print one JSON object a line.") boolean json)
      throws InterruptedException {
    var agent = where.agent();
    var tunnel = find(agent, name);
    agent.post(path(tunnel) + "/trace", new JsonObject().put("restart", restart));
    if (!restart && tunnel.getString("state").equals("active"))
      System.err.println(
          "lifeguard: the tunnel is active; its next attempt will be traced (--restart makes one)");
    return follow(agent, tunnel, json ? TunnelCommand::asJson : TunnelCommand::asText);
  }

  private static String asJson(JsonObject line) {
    return line.encode();
  }

  private static String asText(JsonObject line) {
    return "%8.3f s  %s".formatted(line.getDouble("at"), line.getString("text"));
  }

  private int follow(AgentClient agent, JsonObject tunnel, Function<JsonObject, String> print)
      throws InterruptedException {
    var told = 0;
    while (true) {
      var page = agent.read(path(tunnel) + "/trace?from=" + told);
      var lines = objects(page.getJsonArray("lines")).toList();
      for (var line : lines) out().println(print.apply(line));
      out().flush();
      told += lines.size();
      if (page.getBoolean("ended", false))
        return page.getBoolean("reached", false) ? 0 : Lifeguard.FOUND;
      new CountDownLatch(1).await(TRACE_PACE.toMillis(), TimeUnit.MILLISECONDS);
    }
  }

  private static Output table(JsonObject answer) {
    var table =
        Output.table(
            "GATEWAY",
            "TUNNEL",
            "STATE",
            "SINCE",
            "REPLACED",
            "FORWARD",
            "FROM",
            "TO",
            "OPEN",
            "WHY");
    objects(answer.getJsonArray("tunnels"))
        .forEach(
            tunnel ->
                objects(tunnel.getJsonArray("forwards"))
                    .forEach(
                        forward ->
                            table.row(
                                tunnel.getString("gateway"),
                                tunnel.getString("name"),
                                state(tunnel),
                                "%.0f s".formatted(tunnel.getDouble("inStateSeconds")),
                                tunnel.getInteger("recentReconnects") + " in 15 min",
                                forward.getString("name") + " " + forward.getString("status"),
                                from(forward),
                                to(forward),
                                forward.getInteger("open")
                                    + " + "
                                    + forward.getInteger("held")
                                    + " held",
                                forward.getString("why", ""))));
    return table;
  }

  /** Where connections come in. */
  private static String from(JsonObject forward) {
    return isRemote(forward)
        ? forward.getString("remote") + " over there"
        : forward.getString("local");
  }

  private static String to(JsonObject forward) {
    return forward.getString(isRemote(forward) ? "local" : "remote");
  }

  private static boolean isRemote(JsonObject forward) {
    return forward.getString("direction", "").equals("remote");
  }

  private static String state(JsonObject tunnel) {
    var state = tunnel.getString("state");
    var reason = tunnel.getString("reason", "none");
    return reason.equals("none") ? state : state + " (" + reason + ")";
  }

  /** By name alone where that is enough. */
  private static JsonObject find(AgentClient agent, String name) {
    var all = objects(agent.read("/api/v1/tunnels").getJsonArray("tunnels")).toList();
    var found = all.stream().filter(tunnel -> isNamed(tunnel, name)).toList();
    if (found.size() == 1) return found.getFirst();
    if (found.isEmpty()) throw Refusal.wrongUse("no tunnel " + name + known(all));
    throw Refusal.wrongUse(name + " means several tunnels" + known(found));
  }

  private static String known(java.util.List<JsonObject> tunnels) {
    if (tunnels.isEmpty()) return ": the agent has none";
    return "; there is "
        + tunnels.stream()
            .map(tunnel -> tunnel.getString("gateway") + "/" + tunnel.getString("name"))
            .collect(java.util.stream.Collectors.joining(", "));
  }

  private static boolean isNamed(JsonObject tunnel, String name) {
    var gateway = tunnel.getString("gateway");
    var own = tunnel.getString("name");
    return name.equals(own) || name.equals(gateway) || name.equals(gateway + "/" + own);
  }

  private static String path(JsonObject tunnel) {
    return "/api/v1/tunnels/"
        + part(tunnel.getString("gateway"))
        + "/"
        + part(tunnel.getString("name"));
  }

  private static String part(String text) {
    return java.net.URLEncoder.encode(text, java.nio.charset.StandardCharsets.UTF_8)
        .replace("+", "%20");
  }

  private static java.util.stream.Stream<JsonObject> objects(JsonArray array) {
    return Optional.ofNullable(array).orElseGet(JsonArray::new).stream()
        .filter(JsonObject.class::isInstance)
        .map(JsonObject.class::cast);
  }

  private PrintWriter out() {
    return spec.commandLine().getOut();
  }
}
