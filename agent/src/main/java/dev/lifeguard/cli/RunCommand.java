package dev.lifeguard.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** The daemon. */
@Command(
    name = "run",
    mixinStandardHelpOptions = true,
    description = "Watches, alerts and repairs until it is stopped.")
final class RunCommand implements Callable<Integer> {
  @Override
  public Integer call() {
    throw Refusal.wrongUse("not wired yet");
  }
}
