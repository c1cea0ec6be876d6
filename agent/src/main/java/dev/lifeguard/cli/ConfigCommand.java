package dev.lifeguard.cli;

import dev.lifeguard.app.AgentSettings;
import dev.lifeguard.app.AgentShape;
import dev.lifeguard.app.InitialFile;
import dev.lifeguard.app.Settings;
import dev.lifeguard.app.SettingsFile;
import dev.lifeguard.config.Leaf;
import dev.lifeguard.config.Loaded;
import dev.lifeguard.config.Problem;
import dev.lifeguard.config.Surroundings;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The configuration: checked, shown, described, begun. */
@Command(
    name = "config",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    description = "Checks, shows, describes or begins the configuration.")
final class ConfigCommand {
  @Spec private CommandSpec spec;

  @Command(
      name = "check",
      mixinStandardHelpOptions = true,
      description = "Tells everything that is wrong with the configuration at once.",
      footer = "Exit codes: 0 good (perhaps with warnings), 1 bad.")
  int check(
      @Mixin Where where,
      @Parameters(arity = "0..1", paramLabel = "FILE", description = "Another file.")
          Optional<Path> file,
      @Option(names = "--json", description = "As JSON.") boolean json) {
    var settings = where.settings(file.or(where::config));
    refuseMissing(settings);
    var loaded = settings.load();
    if (json) out().println(verdict(settings, loaded).encodePrettily());
    else {
      if (settings.file() instanceof SettingsFile.Nowhere) out().println(settings.described());
      loaded.problems().forEach(problem -> out().println(problem));
      out().println(summary(settings, loaded));
    }
    return loaded instanceof Loaded.Good ? 0 : Lifeguard.FOUND;
  }

  private static void refuseMissing(Settings settings) {
    if (settings.file() instanceof SettingsFile.At(var file) && !Files.exists(file))
      throw Refusal.wrongUse(file + " does not exist; begin one with: lifeguard config init");
  }

  private static JsonObject verdict(Settings settings, Loaded<AgentSettings> loaded) {
    var problems = new JsonArray();
    loaded.problems().stream().map(Problem::json).forEach(problems::add);
    return new JsonObject()
        .put("file", settings.described())
        .put("good", loaded instanceof Loaded.Good)
        .put("problems", problems);
  }

  private static String summary(Settings settings, Loaded<AgentSettings> loaded) {
    var errors = loaded.problems().stream().filter(Problem::isError).count();
    var warnings = count(loaded.problems().size() - errors, "warning", "warnings");
    return switch (loaded) {
      case Loaded.Good<AgentSettings>(var value, _, _, _) ->
          "%s is good: %s, %s, %s, %s; %s"
              .formatted(
                  name(settings),
                  count(value.gateways().size(), "gateway", "gateways"),
                  count(value.rules().rules().size(), "alert", "alerts"),
                  count(value.remedies().size(), "remedy", "remedies"),
                  count(value.notification().receivers().size(), "receiver", "receivers"),
                  warnings);
      case Loaded.Bad<AgentSettings> _ ->
          "%s is bad: %s; %s".formatted(name(settings), count(errors, "error", "errors"), warnings);
    };
  }

  private static String name(Settings settings) {
    return switch (settings.file()) {
      case SettingsFile.At(var file) -> file.toString();
      case SettingsFile.Nowhere _ -> "that";
    };
  }

  private static String count(long number, String one, String many) {
    return number + " " + (number == 1 ? one : many);
  }

  @Command(
      name = "show",
      mixinStandardHelpOptions = true,
      description = "Prints every value in force and where it came from; secrets as ***.")
  int show(@Mixin Where where, @Option(names = "--json", description = "As JSON.") boolean json) {
    var settings = where.settings();
    var good = Where.good(settings, Lifeguard.WRONG_USE);
    if (json) out().println(values(settings, good.leaves()).encodePrettily());
    else print(settings, good.leaves());
    return 0;
  }

  private static JsonObject values(Settings settings, List<Leaf> leaves) {
    var values = new JsonArray();
    for (var leaf : leaves)
      values.add(
          new JsonObject()
              .put("file", leaf.section())
              .put("path", leaf.path())
              .put("value", leaf.shown())
              .put("origin", leaf.origin().toString()));
    return new JsonObject().put("file", settings.described()).put("values", values);
  }

  private void print(Settings settings, List<Leaf> leaves) {
    out().println("# " + settings.described());
    leaves.stream()
        .collect(Collectors.groupingBy(Leaf::section, LinkedHashMap::new, Collectors.toList()))
        .forEach(this::print);
  }

  private void print(String section, List<Leaf> leaves) {
    if (!section.isEmpty()) out().println("\n# " + section);
    var width = leaves.stream().mapToInt(leaf -> leaf.path().length()).max().orElse(0);
    for (var leaf : leaves)
      out().printf("%-" + width + "s  %s   # %s%n", leaf.path(), leaf.shown(), leaf.origin());
  }

  @Command(
      name = "schema",
      mixinStandardHelpOptions = true,
      description = "Prints the JSON Schema (2020-12) of the configuration, for editors.")
  int schema(@Option(names = "--json", description = "It is JSON in any case.") boolean json) {
    out().println(AgentShape.schema().encodePrettily());
    return 0;
  }

  @Command(
      name = "init",
      mixinStandardHelpOptions = true,
      description = {
        "Begins a configuration with the gateways that are found on this machine.",
        "Looks into ~/.openclaw*, the environment and ~/.ssh/config; copies no secret."
      })
  int init(
      @Parameters(arity = "0..1", paramLabel = "FILE", description = "Where to write it.")
          Optional<Path> file,
      @Option(names = "--force", description = "Replace a file that is there.") boolean force,
      @Option(names = "--stdout", description = "Print it, write nothing.") boolean stdout,
      @Option(names = "--json", description = "Say as JSON where it is, or what is in it.")
          boolean json) {
    var initial = new InitialFile(Surroundings.ofProcess());
    if (stdout) {
      var text = new JsonObject().put("text", initial.text());
      out().print(json ? text.encodePrettily() + "\n" : initial.text());
    } else {
      var target = file.orElseGet(initial::usualPlace);
      write(initial, target, force);
      out()
          .println(
              json
                  ? new JsonObject().put("written", target.toString()).encodePrettily()
                  : "wrote " + target + "; check it with: lifeguard config check " + target);
    }
    out().flush();
    return 0;
  }

  private static void write(InitialFile initial, Path target, boolean force) {
    try {
      if (force) initial.replace(target);
      else initial.write(target);
    } catch (FileAlreadyExistsException e) {
      throw Refusal.wrongUse(target + " is there already; replace it with --force");
    } catch (IOException e) {
      throw Refusal.wrongUse(target + " cannot be written: " + e);
    }
  }

  private PrintWriter out() {
    return spec.commandLine().getOut();
  }
}
