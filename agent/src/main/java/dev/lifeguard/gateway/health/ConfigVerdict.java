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

  /**
   * What came of it.
   *
   * @param told the program did answer, and in time
   */
  record Word(boolean told, Optional<Failure> rejected) {
    static final Word NONE = new Word(false, Optional.empty());
  }

  static Word of(Premises premises) {
    try {
      return premises
          .run(WITHIN, "config", "validate", "--json")
          .filter(output -> Payload.read(output.strip()).isPresent())
          .map(output -> new Word(true, read(output)))
          .orElse(Word.NONE);
    } catch (IOException e) {
      return Word.NONE;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Word.NONE;
    }
  }

  /** Empty when the file is good, or nothing can be said of it. */
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
