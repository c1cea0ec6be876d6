package dev.lifeguard.remedy.step.command;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.lifeguard.remedy.Scene;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.lang.ProcessBuilder.Redirect;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * One program that runs for a step. Its output is read to the end, but only a bound of it is kept;
 * when the step ends early, the program and all that it started are ended with it.
 */
final class LocalProgram implements AutoCloseable {
  private static final int KEPT = 64 * 1024;
  private static final int BLOCK = 8 * 1024;

  /** An environment variable longer than this is refused by the system. */
  private static final int LONGEST = 32 * 1024;

  /** So long a reader may take after the program's end: a daemon may have inherited the pipe. */
  private static final long READER_MILLIS = 500;

  private final Process process;
  private final ByteArrayOutputStream kept = new ByteArrayOutputStream();
  private final Thread reader;

  private LocalProgram(Process process) {
    this.process = process;
    this.reader = Thread.ofVirtual().name("remedy-output").start(this::read);
  }

  static LocalProgram start(List<String> argv, Scene scene) throws IOException {
    var builder = new ProcessBuilder(argv);
    builder.redirectErrorStream(true);
    builder.redirectInput(Redirect.from(new File("/dev/null")));
    var environment = builder.environment();
    put(environment, "LIFEGUARD_RUN", scene.cause().run());
    put(environment, "LIFEGUARD_REMEDY", scene.cause().remedy());
    put(environment, "LIFEGUARD_GATEWAY", scene.gateway());
    scene
        .cause()
        .subject()
        .labels()
        .forEach((name, value) -> put(environment, "LIFEGUARD_" + upper(name), value));
    return new LocalProgram(builder.start());
  }

  private static String upper(String label) {
    return label.toUpperCase(java.util.Locale.ROOT).replaceAll("[^A-Z0-9]", "_");
  }

  /** A value that no variable can hold is left out rather than cut: half a name means another. */
  private static void put(java.util.Map<String, String> environment, String name, String value) {
    if (value.length() <= LONGEST && value.indexOf('\0') < 0) environment.put(name, value);
  }

  /** Its exit status; interrupted at the step's limit. */
  int await() throws InterruptedException {
    var status = process.waitFor();
    reader.join(READER_MILLIS);
    return status;
  }

  String output() {
    var text = kept.toString(UTF_8).strip();
    return kept.size() < KEPT ? text : text + "\n[more output was left out]";
  }

  private void read() {
    try (InputStream in = process.getInputStream()) {
      var block = new byte[BLOCK];
      for (var count = in.read(block); count >= 0; count = in.read(block)) keep(block, count);
    } catch (IOException e) {
      kept.writeBytes(("\n[not read to the end: " + e.getMessage() + "]").getBytes(UTF_8));
    }
  }

  private void keep(byte[] block, int count) {
    kept.write(block, 0, Math.min(count, KEPT - Math.min(KEPT, kept.size())));
  }

  /** Ends what still runs: the children first, which would go on otherwise. */
  @Override
  public void close() {
    if (!process.isAlive()) return;
    var family = process.descendants().toList();
    process.destroyForcibly();
    family.forEach(ProcessHandle::destroyForcibly);
    process.onExit().orTimeout(1, TimeUnit.SECONDS).exceptionally(_ -> process).join();
  }
}
