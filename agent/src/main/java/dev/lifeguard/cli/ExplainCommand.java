package dev.lifeguard.cli;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
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
    description =
        "Shows what decided about an alert, step by step: how it came there, who was told, or not,"
            + " and why.")
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
    var all = agent.read("/api/v1/alerts");
    var standing = named(all.getJsonArray("alerts"));
    var found = standing.isEmpty() ? named(all.getJsonArray("resolved")) : standing;
    if (found.isEmpty())
      throw new Refusal(
          Lifeguard.FOUND, "no alert that stands or was resolved lately is called " + alert);
    for (var one : found) print(one, told(agent, one, !standing.isEmpty()));
    spec.commandLine().getOut().flush();
    return 0;
  }

  private List<JsonObject> named(JsonArray alerts) {
    return alerts.stream()
        .map(JsonObject.class::cast)
        .filter(one -> alert.equals(one.getString("name")) || alert.equals(one.getString("id")))
        .toList();
  }

  /** An alert that is over has no steps to explain any more, only a past. */
  private static JsonObject told(AgentClient agent, JsonObject one, boolean stands) {
    var path = "/api/v1/alerts/" + one.getString("id");
    var told = new JsonObject().put("alert", one).put("steps", new JsonArray());
    if (stands) told.mergeIn(agent.read(path + "/explanation"));
    return told.mergeIn(agent.read(path + "/transitions")).mergeIn(agent.read(path + "/tellings"));
  }

  private void print(JsonObject one, JsonObject told) {
    var out = spec.commandLine().getOut();
    if (asJson) {
      out.println(told.encodePrettily());
      return;
    }
    out.println(
        one.getString("name")
            + " ("
            + one.getString("severity")
            + ") on "
            + subject(one.getJsonObject("labels")));
    table(told, "steps", "step", "outcome", "because");
    table(told, "transitions", "at", "kind", "because");
    table(told, "tellings", "at", "occasion", "receiver", "outcome", "because");
  }

  /** The labels that the line does not say already. */
  private static String subject(JsonObject labels) {
    var said = Set.of("alertname", "severity");
    var rest =
        labels.stream()
            .filter(label -> !said.contains(label.getKey()))
            .map(label -> label.getKey() + "=" + label.getValue())
            .collect(Collectors.joining(" "));
    return rest.isEmpty() ? "this machine" : rest;
  }

  private void table(JsonObject told, String list, String... columns) {
    var out = spec.commandLine().getOut();
    if (told.getJsonArray(list).isEmpty()) return;
    out.println();
    var heads = Stream.of(columns).map(name -> name.toUpperCase(Locale.ROOT));
    var table = Output.table(heads.toArray(String[]::new));
    for (var item : told.getJsonArray(list))
      if (item instanceof JsonObject row)
        table.row(Stream.of(columns).map(row::getString).toArray(String[]::new));
    table.print(out);
  }
}
