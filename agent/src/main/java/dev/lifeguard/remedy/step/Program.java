package dev.lifeguard.remedy.step;

import dev.lifeguard.reason.FailedException;
import dev.lifeguard.reason.Reason;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Runs a program of this machine with its arguments as they are: no shell ever sees them. */
public final class Program {
  private static final int KEPT = 16_384;

  /**
   * How it ended.
   *
   * @param output both its streams, cut
   */
  public record Ended(int status, String output) {}

  private Program() {}

  /** Blocks. Fails with a FailedException when it cannot run, or is not over in time. */
  public static Ended run(List<String> argv, Duration within) throws InterruptedException {
    refuse(argv);
    var process = start(argv);
    var output = new CompletableFuture<String>();
    Thread.ofVirtual().start(() -> output.complete(read(process.getInputStream())));
    try {
      if (process.waitFor(within.toMillis(), TimeUnit.MILLISECONDS))
        return new Ended(
            process.exitValue(),
            Waiting.on(
                output.orTimeout(2, TimeUnit.SECONDS).exceptionally(_ -> ""),
                Duration.ofSeconds(3)));
      throw new FailedException(
          Reason.TIMEOUT, argv.getFirst() + " still ran after " + within.toSeconds() + " s");
    } finally {
      if (process.isAlive()) end(process);
    }
  }

  private static void refuse(List<String> argv) {
    if (argv.isEmpty() || argv.getFirst().isBlank())
      throw new FailedException(Reason.COMMAND_FAILED, "no program is named");
    if (argv.stream().anyMatch(word -> word.indexOf(0) >= 0))
      throw new FailedException(Reason.COMMAND_FAILED, "an argument holds a NUL character");
  }

  private static Process start(List<String> argv) {
    try {
      return new ProcessBuilder(argv)
          .redirectErrorStream(true)
          .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")))
          .start();
    } catch (IOException e) {
      throw new FailedException(Reason.COMMAND_FAILED, argv.getFirst() + ": " + e.getMessage());
    }
  }

  /** All is read, so that the program never waits for us; the beginning is kept. */
  private static String read(InputStream stream) {
    try (stream) {
      var kept = stream.readNBytes(KEPT);
      var more = stream.skip(Long.MAX_VALUE) > 0 ? "…" : "";
      return new String(kept, StandardCharsets.UTF_8) + more;
    } catch (IOException e) {
      return "";
    }
  }

  private static void end(Process process) {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
  }
}
