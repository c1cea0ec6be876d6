package dev.lifeguard.gateway.health;

import dev.lifeguard.gateway.Payload;
import dev.lifeguard.reason.Failure;
import dev.lifeguard.reason.Reason;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Asks OpenClaw's own command line whether a gateway that is gone would take its configuration:
 * with one that it rejects it ends with exit code 78 at each start, and nothing but its terminal
 * says why. Blocks for some two seconds.
 */
final class ConfigVerdict {
  private static final Duration WITHIN = Duration.ofSeconds(20);

  private ConfigVerdict() {}

  /** Empty when the file is good, or nothing can be said of it. */
  static Optional<Failure> of(Premises premises) {
    try {
      return premises.run(WITHIN, "config", "validate", "--json").flatMap(ConfigVerdict::read);
    } catch (IOException e) {
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }

  static Optional<Failure> read(String output) {
    return Payload.read(output.strip())
        .filter(answer -> answer.flag("valid").equals(Optional.of(false)))
        .map(
            answer ->
                answer.children("issues").stream()
                    .limit(3)
                    .map(it -> it.text("path").orElse("") + ": " + it.text("message").orElse(""))
                    .collect(Collectors.joining("; ")))
        .map(issues -> new Failure(Reason.CONFIG_REJECTED, issues));
  }
}
