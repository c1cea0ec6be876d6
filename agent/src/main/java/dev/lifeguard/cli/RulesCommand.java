package dev.lifeguard.cli;

import dev.lifeguard.alert.trial.Trial;
import dev.lifeguard.alert.trial.TrialRun;
import dev.lifeguard.alert.trial.TrialShape;
import dev.lifeguard.config.Loaded;
import dev.lifeguard.config.Loader;
import dev.lifeguard.config.Problem;
import dev.lifeguard.config.Surroundings;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Rules, tried out before they are needed. */
@Command(
    name = "rules",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    subcommands = ReplayCommand.class,
    description = "Tries rules out.")
final class RulesCommand {
  @Spec private CommandSpec spec;

  @Command(
      name = "test",
      mixinStandardHelpOptions = true,
      description = "Runs unit tests of rules: series in, alerts expected.",
      footer = "Exit codes: 0 all as expected, 1 not, 2 a file that cannot be used.")
  int test(
      @Parameters(arity = "1..*", paramLabel = "FILE", description = "Files of unit tests.")
          List<Path> files,
      @Option(names = "--json", description = "As JSON.") boolean json,
      @Option(
              names = "--config",
              paramLabel = "FILE",
              description = "Taken as everywhere, and not needed: a test names its own rules.")
          @Nullable Path config) {
    var worst = 0;
    var results = new JsonArray();
    for (var file : files) worst = Math.max(worst, test(file, json ? results::add : this::print));
    if (json)
      spec.commandLine().getOut().println(new JsonObject().put("files", results).encodePrettily());
    spec.commandLine().getOut().flush();
    return worst;
  }

  private int test(Path file, Consumer<JsonObject> out) {
    return switch (Loader.load(file, TrialShape.shape(), Surroundings.ofProcess())) {
      case Loaded.Good<Trial.File>(var given, _, _, _) -> run(file, given, out);
      case Loaded.Bad<Trial.File> bad -> {
        var problems = bad.problems().stream().map(Problem::toString).toList();
        out.accept(named(file).put("problems", new JsonArray(problems)));
        yield Lifeguard.WRONG_USE;
      }
    };
  }

  private static int run(Path file, Trial.File given, Consumer<JsonObject> out) {
    var tests = new JsonArray();
    var failed = 0;
    for (var trial : given.trials()) {
      var failures = TrialRun.run(given.rules(), trial);
      tests.add(
          new JsonObject().put("name", trial.name()).put("failures", new JsonArray(failures)));
      if (!failures.isEmpty()) failed++;
    }
    out.accept(named(file).put("tests", tests).put("failed", failed));
    return failed == 0 ? 0 : Lifeguard.FOUND;
  }

  private static JsonObject named(Path file) {
    return new JsonObject().put("file", file.toString());
  }

  private void print(JsonObject result) {
    var out = spec.commandLine().getOut();
    result.getJsonArray("problems", new JsonArray()).forEach(out::println);
    if (!result.containsKey("tests")) return;
    var tests = result.getJsonArray("tests");
    for (var test : tests) if (test instanceof JsonObject one) print(one, out);
    out.println(
        "%s: %d tests, %d failed"
            .formatted(result.getString("file"), tests.size(), result.getInteger("failed")));
  }

  private static void print(JsonObject test, PrintWriter out) {
    var failures = test.getJsonArray("failures");
    out.println((failures.isEmpty() ? "ok    " : "FAIL  ") + test.getString("name"));
    failures.forEach(failure -> out.println("      " + failure));
  }
}
