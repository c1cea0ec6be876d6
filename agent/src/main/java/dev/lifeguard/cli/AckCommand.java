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

  @Parameters(paramLabel = "ID", description = "The id of the alert.")
  private String alert;

  @Option(names = "--owner", description = "Who takes it; default: this user.")
  private String owner = System.getProperty("user.name");

  @Option(names = "--note", description = "What for.")
  private String note = "";

  @Option(
      names = "--for",
      paramLabel = "TIME",
      description = "How long, as in 2h; none: to the end.")
  private String lasting = "";

  @Option(names = "--give-back", description = "Nobody has it any more.")
  private boolean givenBack;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    var path = "/api/v1/alerts/" + alert + "/acknowledgement";
    var body = new JsonObject().put("owner", owner).put("note", note);
    if (!lasting.isEmpty()) body.put("for", lasting);
    var answer = where.agent().send(givenBack ? "DELETE" : "POST", path, body);
    var out = spec.commandLine().getOut();
    out.println(answer.getString("name") + (givenBack ? " given back" : " taken by " + owner));
    out.flush();
    return 0;
  }
}
