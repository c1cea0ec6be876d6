package dev.lifeguard.ssh;

import dev.lifeguard.reason.FailedException;
import dev.lifeguard.reason.Reason;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.sshd.common.io.IoWriteFuture;
import org.apache.sshd.common.util.Readable;
import org.apache.sshd.common.util.buffer.Buffer;

/**
 * An SSH connection on the standard streams of a ProxyCommand. The command is the user's own
 * configuration and goes to a shell, as {@code ssh} has it; it is killed with the connection.
 */
final class ProcessWire extends Wire {
  private static final int ERRORS_KEPT = 2000;
  private static final long MOMENT_MILLIS = 500;

  private final Process process;
  private final ExecutorService writer =
      Executors.newSingleThreadExecutor(Thread.ofVirtual().name("ssh-proxy-writer").factory());
  private final StringBuffer errors = new StringBuffer();

  private final Thread errorReader;
  private volatile boolean closedItsEnd;
  private volatile boolean released;

  ProcessWire(InetSocketAddress target, String command) {
    super(target);
    try {
      process = new ProcessBuilder("/bin/sh", "-c", "exec " + command).start();
    } catch (IOException e) {
      throw new FailedException(Reason.PROXY_COMMAND_FAILED, "cannot start: " + e.getMessage());
    }
    errorReader = Thread.ofVirtual().name("ssh-proxy-errors").start(this::collectErrors);
  }

  /** What the command said to its standard error, and how it ended if it has. */
  String lastWords() {
    var said = errors.toString().strip();
    var exit = process.isAlive() ? "still running" : "exit status " + process.exitValue();
    return said.isEmpty() ? exit : said + " (" + exit + ")";
  }

  /** Whether the command went first, not we; gives it a moment to say why. */
  boolean endedByItself() throws InterruptedException {
    if (!closedItsEnd || !process.waitFor(MOMENT_MILLIS, TimeUnit.MILLISECONDS)) return false;
    errorReader.join(MOMENT_MILLIS);
    return true;
  }

  @Override
  void startReading() {
    Thread.ofVirtual().name("ssh-proxy-reader").start(this::read);
  }

  @Override
  void handleInline() {
    // the reading thread is this connection's own anyway
  }

  @Override
  void execute(Runnable step) {
    try {
      writer.execute(step);
    } catch (RejectedExecutionException e) {
      log.debug("step dropped: the connection has ended");
    }
  }

  private void read() {
    var bytes = new byte[64 * 1024];
    try (var stream = process.getInputStream()) {
      for (var length = stream.read(bytes); length >= 0; length = stream.read(bytes))
        deliver(Readable.readable(ByteBuffer.wrap(bytes, 0, length)));
      closedItsEnd = true;
      broke(new EOFException("the ProxyCommand closed the connection"));
    } catch (IOException e) {
      broke(e);
    }
  }

  private void collectErrors() {
    try (var reader = process.errorReader(StandardCharsets.UTF_8)) {
      for (var next = reader.read(); next >= 0; next = reader.read())
        if (errors.length() < ERRORS_KEPT) errors.append((char) next);
    } catch (IOException e) {
      log.debug("standard error of the ProxyCommand is gone cause={}", e.toString());
    }
  }

  @Override
  public IoWriteFuture writeBuffer(Buffer packet) {
    var sent = new Sent();
    try {
      writer.execute(() -> write(packet, sent));
    } catch (RejectedExecutionException e) {
      sent.failed(e);
    }
    return sent;
  }

  private void write(Buffer packet, Sent sent) {
    try {
      var stream = process.getOutputStream();
      stream.write(packet.array(), packet.rpos(), packet.available());
      stream.flush();
      sent.done();
    } catch (IOException e) {
      if (!released) closedItsEnd = true; // nobody reads what we write: the command has gone
      sent.failed(e);
      broke(e);
    }
  }

  /** Killing it closes its streams: one that went by itself may finish its last words first. */
  @Override
  void release() {
    released = true;
    writer.shutdownNow();
    if (closedItsEnd) Thread.ofVirtual().name("ssh-proxy-end").start(this::killSoon);
    else kill();
  }

  private void killSoon() {
    try {
      errorReader.join(MOMENT_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    kill();
  }

  private void kill() {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
  }
}
