package dev.lifeguard.probe;

import dev.lifeguard.reason.Failure;
import dev.lifeguard.reason.Reason;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * Runs a program of this machine that only reads, within a deadline, and keeps no more of its
 * output than a bound. Blocks.
 *
 * @param program where it is
 * @param within when it is killed with all its children
 */
public record LocalCommand(Path program, Duration within) {
  private static final int LONGEST = 4_000_000;
  private static final Duration REST = Duration.ofSeconds(1);

  /** What it came to. */
  public sealed interface Result {
    /** Ended well, with this output. */
    record Said(String output) implements Result {}

    record Failed(Failure failure) implements Result {}
  }

  /** The first executable of that name on the search path, or in the places of the system. */
  public static Optional<LocalCommand> find(String name, String searchPath, Duration within) {
    var folders = searchPath + File.pathSeparator + "/usr/sbin" + File.pathSeparator + "/sbin";
    return Arrays.stream(folders.split(File.pathSeparator))
        .filter(folder -> !folder.isBlank())
        .map(folder -> Path.of(folder, name))
        .filter(file -> Files.isRegularFile(file) && Files.isExecutable(file))
        .findFirst()
        .map(file -> new LocalCommand(file, within));
  }

  public Result run(String... arguments) throws InterruptedException {
    var line = new java.util.ArrayList<>(List.of(program.toString()));
    line.addAll(List.of(arguments));
    try {
      return await(new ProcessBuilder(line).redirectInput(nothing()).start(), line);
    } catch (IOException e) {
      return failed(Reason.COMMAND_FAILED, line, "cannot be started: " + e.getMessage());
    }
  }

  private static File nothing() {
    return new File(File.separatorChar == '/' ? "/dev/null" : "NUL");
  }

  private Result await(Process process, List<String> line) throws InterruptedException {
    var output = read(process.getInputStream());
    var complaint = read(process.getErrorStream());
    try {
      if (!process.waitFor(within.toMillis(), TimeUnit.MILLISECONDS))
        return failed(Reason.TIMEOUT, line, "did not end within " + within.toMillis() + " ms");
      var said = text(output);
      return process.exitValue() == 0
          ? new Result.Said(said)
          : failed(
              Reason.COMMAND_FAILED,
              line,
              "ended with " + process.exitValue() + ": " + firstLine(text(complaint), said));
    } finally {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
  }

  private static CompletableFuture<String> read(InputStream stream) {
    var whole = new CompletableFuture<String>();
    Thread.ofVirtual().start(() -> whole.complete(bounded(stream)));
    return whole;
  }

  private static String bounded(InputStream stream) {
    try (stream) {
      var text = new String(stream.readNBytes(LONGEST), StandardCharsets.UTF_8);
      stream.skip(Long.MAX_VALUE);
      return text;
    } catch (IOException e) {
      return ""; // killed: what it said does not matter any more
    }
  }

  /** A child that kept the pipe open must not keep us. */
  private static String text(CompletableFuture<String> whole) {
    return whole.completeOnTimeout("", REST.toMillis(), TimeUnit.MILLISECONDS).join();
  }

  private static String firstLine(String complaint, String said) {
    var text = complaint.isBlank() ? said : complaint;
    var line = text.strip().lines().findFirst().orElse("no word why");
    return line.substring(0, Math.min(200, line.length()));
  }

  private static Result failed(Reason reason, List<String> line, String why) {
    return new Result.Failed(new Failure(reason, String.join(" ", line) + " " + why));
  }
}
