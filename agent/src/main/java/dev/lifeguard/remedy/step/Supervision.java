package dev.lifeguard.remedy.step;

import java.util.List;
import java.util.Optional;

/**
 * Who keeps a gateway's process running, as far as the configuration says.
 *
 * @param profile OpenClaw's {@code --profile}, which names the service
 * @param restart a command that has the supervisor restart the gateway; empty: looked for
 * @param openclaw how OpenClaw's own command line is called there
 * @param where on which machine the supervisor runs; empty: over there when the way to the gateway
 *     is a tunnel, else here
 */
public record Supervision(
    Optional<String> profile, List<String> restart, List<String> openclaw, Optional<Where> where) {
  public static final Supervision UNSAID =
      new Supervision(Optional.empty(), List.of(), List.of("openclaw"), Optional.empty());

  public Supervision {
    restart = List.copyOf(restart);
    openclaw = List.copyOf(openclaw);
  }

  /** On which machine. */
  public enum Where {
    HERE,
    SSH
  }
}
