package dev.lifeguard;

import dev.lifeguard.cli.Lifeguard;

/** Arguments in, exit code out. */
public final class Main {
  private Main() {}

  public static void main(String[] args) {
    System.exit(Lifeguard.run(args));
  }
}
