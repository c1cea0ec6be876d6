package dev.lifeguard.cli;

import dev.lifeguard.app.lint.Lint;
import dev.lifeguard.app.lint.LintNote;
import dev.lifeguard.config.Surroundings;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Files, looked at before they are used. */
@Command(
    name = "lint",
    mixinStandardHelpOptions = true,
    description = {
      "Looks at Lifeguard's YAML (configuration, rules, remedies, tests of rules), at ssh"
          + " configurations and at openclaw.json: mistakes, duplicate Host aliases, tunnels whose"
          + " host is no alias, secrets in clear text.",
      "Host aliases are held against the ssh configurations among the FILES."
    },
    footer =
        "Exit codes: 0 nothing to say, 1 something is wrong, 2 a file cannot be read or is none of"
            + " these.")
final class LintCommand implements Callable<Integer> {
  @Parameters(arity = "1..*", paramLabel = "FILES", description = "What to look at.")
  private List<Path> files = List.of();

  @Option(names = "--json", description = "Print as JSON.")
  private boolean asJson;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    var result = Lint.of(files, Surroundings.ofProcess());
    if (asJson) spec.commandLine().getOut().println(json(result).encodePrettily());
    else print(result);
    spec.commandLine().getOut().flush();
    if (!result.unread().isEmpty()) return Lifeguard.WRONG_USE;
    return result.notes().isEmpty() ? 0 : Lifeguard.FOUND;
  }

  private void print(Lint.Result result) {
    result.notes().forEach(spec.commandLine().getOut()::println);
    result.unread().forEach(spec.commandLine().getErr()::println);
    spec.commandLine().getErr().flush();
  }

  private static JsonObject json(Lint.Result result) {
    var notes = new JsonArray();
    result.notes().stream().map(LintNote::json).forEach(notes::add);
    return new JsonObject().put("notes", notes).put("unread", new JsonArray(result.unread()));
  }
}
