package dev.lifeguard.cli;

import dev.lifeguard.alert.trial.Trial;
import dev.lifeguard.alert.trial.TrialRun;
import dev.lifeguard.alert.trial.TrialShape;
import dev.lifeguard.config.Loaded;
import dev.lifeguard.config.Loader;
import dev.lifeguard.config.Surroundings;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
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
  int test(@Parameters(arity = "1..*", paramLabel = "FILE") List<Path> files) {
    var worst = 0;
    for (var file : files) worst = Math.max(worst, test(file));
    spec.commandLine().getOut().flush();
    return worst;
  }

  private int test(Path file) {
    var out = spec.commandLine().getOut();
    return switch (Loader.load(file, TrialShape.shape(), Surroundings.ofProcess())) {
      case Loaded.Good<Trial.File>(var given, _, _, _) -> run(file, given);
      case Loaded.Bad<Trial.File> bad -> {
        bad.problems().forEach(out::println);
        yield Lifeguard.WRONG_USE;
      }
    };
  }

  private int run(Path file, Trial.File given) {
    var out = spec.commandLine().getOut();
    var failed = 0;
    for (var trial : given.trials()) {
      var failures = TrialRun.run(given.rules(), trial);
      out.println((failures.isEmpty() ? "ok    " : "FAIL  ") + trial.name());
      failures.forEach(failure -> out.println("      " + failure));
      if (!failures.isEmpty()) failed++;
    }
    out.println(file + ": " + given.trials().size() + " tests, " + failed + " failed");
    return failed == 0 ? 0 : Lifeguard.FOUND;
  }
}
