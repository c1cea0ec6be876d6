package dev.lifeguard.tunnel;

import dev.lifeguard.reason.Failure;
import dev.lifeguard.reason.Reason;
import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Runs a program with its arguments as they are: no shell ever sees them. Blocks. */
final class Command {
  private static final int SHOWN = 500;

  private Command() {}

  /** Empty when it ended well within the deadline; afterwards it runs no longer in any case. */
  static Optional<Failure> run(List<String> argv, Duration deadline) {
    try {
      var output = File.createTempFile("lifeguard-command-", ".log");
      try {
        return run(new ProcessBuilder(argv), output, deadline);
      } finally {
        output.delete();
      }
    } catch (IOException e) {
      return failed(Reason.COMMAND_FAILED, argv.getFirst() + ": " + e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return failed(Reason.CANCELLED, argv.getFirst() + " was interrupted");
    }
  }

  private static Optional<Failure> run(ProcessBuilder builder, File output, Duration deadline)
      throws IOException, InterruptedException {
    builder.redirectErrorStream(true).redirectOutput(output);
    builder.redirectInput(Redirect.from(new File("/dev/null")));
    var name = builder.command().getFirst();
    var process = builder.start();
    var ended = false;
    try {
      ended = process.waitFor(deadline.toMillis(), TimeUnit.MILLISECONDS);
    } finally {
      if (!ended) end(process); // one that ended well may have left a daemon behind on purpose
    }
    if (!ended)
      return failed(Reason.TIMEOUT, name + " still ran after " + deadline.toSeconds() + " s");
    if (process.exitValue() == 0) return Optional.empty();
    return failed(
        Reason.COMMAND_FAILED, name + " ended with " + process.exitValue() + said(output));
  }

  private static void end(Process process) {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
  }

  private static String said(File output) throws IOException {
    try (var in = new java.io.FileInputStream(output)) {
      var words = new String(in.readNBytes(SHOWN), StandardCharsets.UTF_8).strip();
      return words.isEmpty() ? "" : ": " + words;
    }
  }

  private static Optional<Failure> failed(Reason reason, String detail) {
    return Optional.of(new Failure(reason, detail));
  }
}
