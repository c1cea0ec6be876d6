package dev.lifeguard.diagnosis.far;

import dev.lifeguard.diagnosis.Diagnosis.Command;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Runs one line of ours on this machine, bounded in time and output. */
final class LocalShell {
  private static final int LIMIT = 200_000;

  private LocalShell() {}

  static Command run(String line, Duration deadline) throws InterruptedException {
    try {
      var process =
          new ProcessBuilder("/bin/sh", "-c", line)
              .redirectErrorStream(true)
              .redirectInput(ProcessBuilder.Redirect.from(new java.io.File("/dev/null")))
              .start();
      return follow(line, process, deadline);
    } catch (IOException e) {
      return new Command("here", line, Optional.empty(), "(not run: " + e.getMessage() + ")");
    }
  }

  private static Command follow(String line, Process process, Duration deadline)
      throws InterruptedException {
    var output = new CompletableFuture<String>();
    Thread.ofVirtual().start(() -> output.complete(read(process.getInputStream())));
    try {
      if (!process.waitFor(deadline.toMillis(), TimeUnit.MILLISECONDS))
        return new Command("here", line, Optional.empty(), "(not over in time)");
      var text = output.completeOnTimeout("", 500, TimeUnit.MILLISECONDS).join();
      return new Command("here", line, Optional.of(process.exitValue()), text);
    } finally {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
  }

  private static String read(InputStream stream) {
    try (stream) {
      return new String(stream.readNBytes(LIMIT), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e); // the reader's thread alone ends
    }
  }
}
