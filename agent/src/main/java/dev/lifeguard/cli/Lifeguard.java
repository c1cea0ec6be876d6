package dev.lifeguard.cli;

import java.io.PrintWriter;
import java.util.Arrays;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** The root of all commands: parses, runs, and turns what went wrong into an exit code. */
@Command(
    name = "lifeguard",
    mixinStandardHelpOptions = true,
    versionProvider = Build.class,
    description =
        "Watches OpenClaw gateways and the path to them, says what is wrong and why, and keeps"
            + " tunnels up.",
    synopsisSubcommandLabel = "COMMAND",
    usageHelpAutoWidth = true,
    footerHeading = "%nExit codes:%n",
    footer = {
      "  0   well",
      "  1   found something wrong",
      "  2   wrong use, or a configuration that cannot be used",
      "  78  the daemon refuses its configuration"
    },
    subcommands = {
      RunCommand.class,
      CheckCommand.class,
      DiagnoseCommand.class,
      DemoCommand.class,
      StatusCommand.class,
      GatewaysCommand.class,
      PingCommand.class,
      AlertsCommand.class,
      ExplainCommand.class,
      RulesCommand.class,
      AckCommand.class,
      SilenceCommand.class,
      MaintenanceCommand.class,
      IncidentsCommand.class,
      ReportCommand.class,
      ConfigCommand.class,
      ReloadCommand.class,
      TunnelCommand.class,
      RemedyCommand.class,
      PathCommand.class,
      BaselineCommand.class,
      LintCommand.class,
      NotifyCommand.class,
      CompletionCommand.class,
      HelpCommand.class,
      WarmUpCommand.class
    })
public final class Lifeguard implements Runnable {
  /** Found something wrong. */
  public static final int FOUND = 1;

  /** Wrong use, or a configuration that cannot be used. */
  public static final int WRONG_USE = 2;

  /** As sysexits.h has it: the daemon refuses its configuration. */
  public static final int CONFIG = 78;

  @CommandLine.Spec private CommandSpec spec;

  public static int run(String[] args) {
    quiet(args);
    return line(args).execute(args);
  }

  /** The command that is meant, alone: to describe all of them costs more than most of them do. */
  static CommandLine line(String[] args) {
    if (args.length == 0) return line();
    return Arrays.stream(Lifeguard.class.getAnnotation(Command.class).subcommands())
        .filter(type -> type != HelpCommand.class)
        .filter(type -> type.getAnnotation(Command.class).name().equals(args[0]))
        .findFirst()
        .map(Lifeguard::alone)
        .orElseGet(Lifeguard::line);
  }

  private static CommandLine alone(Class<?> command) {
    var root = CommandSpec.create().name("lifeguard");
    return dressed(new CommandLine(root).addSubcommand(new CommandLine(command)));
  }

  static CommandLine line() {
    return dressed(new CommandLine(new Lifeguard()));
  }

  private static CommandLine dressed(CommandLine line) {
    line.setCaseInsensitiveEnumValuesAllowed(true);
    line.setColorScheme(CommandLine.Help.defaultColorScheme(ansi()));
    line.setParameterExceptionHandler(Lifeguard::wrongUse);
    line.setExecutionExceptionHandler(Lifeguard::broken);
    return line;
  }

  /** A command's output is its own: only the daemon logs, unless somebody asks for more. */
  private static void quiet(String[] args) {
    var daemon = args.length > 0 && args[0].equals("run");
    if (daemon || System.getenv("LIFEGUARD_LOG_LEVEL") != null) return;
    System.setProperty("LIFEGUARD_LOG_LEVEL", "ERROR");
    System.setProperty("LIFEGUARD_LIBRARY_LOG_LEVEL", "OFF");
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "a command is missing");
  }

  private static Ansi ansi() {
    return System.console() != null && System.getenv("NO_COLOR") == null ? Ansi.ON : Ansi.OFF;
  }

  private static int wrongUse(ParameterException e, String[] args) {
    var line = e.getCommandLine();
    PrintWriter err = line.getErr();
    err.println("lifeguard: " + e.getMessage());
    CommandLine.UnmatchedArgumentException.printSuggestions(e, err);
    if (args.length == 0) line.usage(err, line.getColorScheme());
    else err.println("see: " + line.getCommandSpec().qualifiedName(" ") + " --help");
    return WRONG_USE;
  }

  /** An expected failure is one line; a bug shows where it is. */
  private static int broken(Exception e, CommandLine line, CommandLine.ParseResult parsed) {
    if (e instanceof Refusal refusal) {
      line.getErr().println("lifeguard: " + refusal.getMessage());
      return refusal.exitCode();
    }
    line.getErr().println("lifeguard: this is a bug in Lifeguard: " + e);
    Arrays.stream(e.getStackTrace()).limit(12).forEach(at -> line.getErr().println("    at " + at));
    return FOUND;
  }
}
