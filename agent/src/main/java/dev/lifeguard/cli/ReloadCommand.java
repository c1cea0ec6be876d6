package dev.lifeguard.cli;

import io.vertx.core.json.JsonObject;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Asks the running agent to read its configuration anew. */
@Command(
    name = "reload",
    mixinStandardHelpOptions = true,
    description =
        "Puts the changed configuration in force, structural changes too; a bad one is refused.")
final class ReloadCommand implements Callable<Integer> {
  @Mixin private Where where;

  @Option(names = "--json", description = "Print the agent's answer as JSON.")
  private boolean asJson;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    var answer = where.agent().post("/api/v1/reload", new JsonObject());
    var out = spec.commandLine().getOut();
    if (asJson) out.println(answer.encodePrettily());
    else out.println(text(answer));
    return 0;
  }

  private static String text(JsonObject answer) {
    var changes = answer.getJsonArray("changes");
    if (changes == null || changes.isEmpty()) return "nothing has changed";
    var text = new StringBuilder(answer.getString("result"));
    changes.forEach(change -> text.append("\n  ").append(change));
    return text.toString();
  }
}
