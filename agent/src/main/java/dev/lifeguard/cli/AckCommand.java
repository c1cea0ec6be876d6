package dev.lifeguard.cli;

import io.vertx.core.json.JsonObject;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Takes a firing alert: no reminders and no escalation meanwhile. */
@Command(
    name = "ack",
    mixinStandardHelpOptions = true,
    description = "Takes a firing alert, or gives it back.")
final class AckCommand implements Callable<Integer> {
  @Mixin private Where where;

  @Parameters(
      paramLabel = "ALERT",
      description = "The id of an alert, or its name if one of that name fires.")
  private String alert;

  @Option(names = "--owner", paramLabel = "WHO", description = "Who takes it; default: this user.")
  private String owner = System.getProperty("user.name");

  @Option(names = "--note", paramLabel = "TEXT", description = "What for.")
  private String note = "";

  @Option(
      names = "--for",
      paramLabel = "TIME",
      description = "How long, as in 2h; none: to the end.")
  private String lasting = "";

  @Option(names = "--give-back", description = "Nobody has it any more.")
  private boolean givenBack;

  @Option(names = "--json", description = "Print the agent's answer as JSON.")
  private boolean asJson;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    var agent = where.agent();
    var path = "/api/v1/alerts/" + AgentClient.part(id(agent)) + "/acknowledgement";
    var body = new JsonObject().put("owner", owner).put("note", note);
    if (!lasting.isEmpty()) body.put("for", lasting);
    var answer = agent.send(givenBack ? "DELETE" : "POST", path, body);
    var out = spec.commandLine().getOut();
    out.println(
        asJson
            ? answer.encodePrettily()
            : answer.getString("name") + (givenBack ? " given back" : " taken by " + owner));
    out.flush();
    return 0;
  }

  /** At night nobody wants to copy an id. */
  private String id(AgentClient agent) {
    var named =
        agent.read("/api/v1/alerts").getJsonArray("alerts").stream()
            .map(JsonObject.class::cast)
            .filter(one -> alert.equals(one.getString("name")) && one.containsKey("firedAt"))
            .map(one -> one.getString("id"))
            .toList();
    if (named.size() > 1)
      throw new Refusal(
          Lifeguard.WRONG_USE,
          named.size() + " alerts of that name fire: name one by its id, see lifeguard alerts");
    return named.isEmpty() ? alert : named.getFirst();
  }
}
