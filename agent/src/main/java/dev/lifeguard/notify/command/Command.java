package dev.lifeguard.notify.command;

import dev.lifeguard.notify.Notice;
import dev.lifeguard.notify.NoticeJson;
import dev.lifeguard.notify.Receiver;
import dev.lifeguard.reason.FailedException;
import dev.lifeguard.reason.Reason;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;

/** Runs the command on a virtual thread; exit code 0 means told. It is killed at its deadline. */
final class Command implements Receiver {
  private static final int SHOWN = 500;

  private final CommandSettings settings;
  private final Vertx vertx;

  Command(CommandSettings settings, Vertx vertx) {
    this.settings = settings;
    this.vertx = vertx;
  }

  @Override
  public String name() {
    return settings.name();
  }

  /** A program reads all of them. */
  @Override
  public int spelledOut() {
    return Integer.MAX_VALUE;
  }

  @Override
  public Future<Void> send(Notice notice) {
    var told = Promise.<Void>promise();
    var context = vertx.getOrCreateContext();
    var input = NoticeJson.of(name(), notice).encode().getBytes(StandardCharsets.UTF_8);
    Thread.ofVirtual()
        .name("notify " + name())
        .start(
            () -> {
              try {
                run(input, notice.key());
                context.runOnContext(_ -> told.complete());
              } catch (RuntimeException e) { // a failure, or a bug: either way it is not told
                context.runOnContext(_ -> told.fail(e));
              }
            });
    return told.future();
  }

  private void run(byte[] input, String key) {
    try {
      var builder = new ProcessBuilder(settings.argv()).redirectErrorStream(true);
      builder.environment().put("LIFEGUARD_KEY", key);
      judge(builder.start(), input);
    } catch (IOException e) {
      throw new FailedException(Reason.NOT_SUPPORTED, String.valueOf(e.getMessage()));
    }
  }

  private void judge(Process process, byte[] input) {
    var output = new StringBuilder();
    var reader = Thread.ofVirtual().start(() -> drain(process, output));
    try {
      feed(process, input);
      if (!process.waitFor(settings.timeout().toMillis(), TimeUnit.MILLISECONDS))
        throw new FailedException(
            Reason.TIMEOUT, "still running after " + settings.timeout().toSeconds() + " s");
      reader.join(1000);
      if (process.exitValue() != 0)
        throw new FailedException(
            Reason.UNAVAILABLE, "exit code " + process.exitValue() + ": " + output);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new FailedException(Reason.CANCELLED, "interrupted");
    } finally {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
  }

  private static void feed(Process process, byte[] input) {
    Thread.ofVirtual()
        .start(
            () -> {
              try (var in = process.getOutputStream()) {
                in.write(input);
              } catch (IOException e) {
                Thread.currentThread().interrupt(); // a command that reads nothing is no failure
              }
            });
  }

  private static void drain(Process process, StringBuilder output) {
    try (var in = process.inputReader(StandardCharsets.UTF_8)) {
      var buffer = new char[512];
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer))
        if (output.length() < SHOWN) output.append(buffer, 0, Math.min(n, SHOWN));
    } catch (IOException e) {
      output.append(" (").append(e.getMessage()).append(')');
    }
  }
}
