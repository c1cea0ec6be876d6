package dev.lifeguard.cli;

import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** Completion for fish: one line a command and option, with its description. */
final class FishCompletion {
  private final CommandSpec root;
  private final StringBuilder out = new StringBuilder();

  FishCompletion(CommandSpec root) {
    this.root = root;
  }

  String script() {
    line("complete -c lifeguard -f");
    var top = visible(root);
    top.forEach(
        name ->
            command(
                "not __fish_seen_subcommand_from " + String.join(" ", top), sub(root, name), name));
    for (var name : top) options(sub(root, name), name);
    return out.toString();
  }

  private void options(CommandSpec command, String name) {
    var nested = visible(command);
    var here = "__fish_seen_subcommand_from " + name;
    var others = "; and not __fish_seen_subcommand_from " + String.join(" ", nested);
    nested.forEach(each -> command(here + others, sub(command, each), each));
    for (var option : command.options()) if (!option.hidden()) option(here, option);
    for (var each : nested)
      for (var option : sub(command, each).options())
        if (!option.hidden()) option(here + "; and __fish_seen_subcommand_from " + each, option);
  }

  private void command(String when, CommandSpec command, String name) {
    line(
        "complete -c lifeguard -n "
            + quoted(when)
            + " -a "
            + name
            + description(command.usageMessage().description()));
  }

  private void option(String when, OptionSpec option) {
    var names = new StringBuilder();
    for (var name : option.names())
      names.append(name.startsWith("--") ? " -l " : " -s ").append(name.replaceFirst("^--?", ""));
    var takes = option.arity().max() > 0 ? " -r" : "";
    line(
        "complete -c lifeguard -n "
            + quoted(when)
            + names
            + takes
            + description(option.description()));
  }

  private static String description(String... lines) {
    return lines.length == 0 ? "" : " -d " + quoted(lines[0]);
  }

  /** In single quotes fish reads only the quote and the backslash. */
  private static String quoted(String text) {
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
  }

  private static Set<String> visible(CommandSpec command) {
    return command.subcommands().entrySet().stream()
        .filter(entry -> !entry.getValue().getCommandSpec().usageMessage().hidden())
        .map(Map.Entry::getKey)
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }

  private static CommandSpec sub(CommandSpec command, String name) {
    return command.subcommands().get(name).getCommandSpec();
  }

  private void line(String text) {
    out.append(text).append('\n');
  }
}
