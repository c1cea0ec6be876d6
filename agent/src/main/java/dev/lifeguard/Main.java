package dev.lifeguard;

import dev.lifeguard.cli.Lifeguard;
import java.security.Security;

/** Arguments in, exit code out. */
public final class Main {
  private Main() {}

  public static void main(String[] args) {
    // Each attempt resolves anew, behind a short cache of ours: the JVM's own would hide a change.
    Security.setProperty("networkaddress.cache.ttl", "0");
    Security.setProperty("networkaddress.cache.negative.ttl", "0");
    System.exit(Lifeguard.run(args));
  }
}
