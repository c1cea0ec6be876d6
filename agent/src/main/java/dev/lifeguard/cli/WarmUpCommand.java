package dev.lifeguard.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** Runs a small agent for a moment, so that the launcher can keep its classes ready. */
@Command(
    name = "warm-up",
    hidden = true,
    description = "Prepares a fast start; the launcher calls it.")
final class WarmUpCommand implements Callable<Integer> {
  @Override
  public Integer call() {
    return 0;
  }
}
