package dev.lifeguard.cli;

import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Completion for shells, made from the commands themselves. */
@Command(
    name = "completion",
    mixinStandardHelpOptions = true,
    description = "Prints a completion script for your shell.",
    footerHeading = "%nTo use it:%n",
    footer = {
      "  bash  source <(lifeguard completion bash)",
      "  zsh   source <(lifeguard completion zsh)",
      "  fish  lifeguard completion fish | source"
    })
final class CompletionCommand implements Callable<Integer> {
  /** The shells that it is for. */
  enum Shell {
    BASH,
    ZSH,
    FISH;

    /** As it is typed. */
    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  @Parameters(paramLabel = "bash|zsh|fish", description = "The shell.")
  private Shell shell;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    var root = Lifeguard.line(); // of all commands: this one may have been built alone
    var out = spec.commandLine().getOut();
    out.print(
        switch (shell) {
          case BASH, ZSH -> AutoComplete.bash("lifeguard", root);
          case FISH -> new FishCompletion(root.getCommandSpec()).script();
        });
    out.flush();
    return 0;
  }
}
