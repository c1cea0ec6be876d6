package dev.lifeguard.peer;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.Arrays;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.locks.LockSupport;

/** One connection through a {@link Relay}: two directions, each with bytes on their way. */
final class RelayedConnection {
  private static final int CHUNK = 16 * 1024;

  private final Socket client;
  private final Socket server = new Socket();
  private final InetSocketAddress target;
  private final Line line;

  RelayedConnection(Socket client, InetSocketAddress target, Line line) {
    this.client = client;
    this.target = target;
    this.line = line;
  }

  /** Bytes that left one side and arrive at the other then; none at all is the end. */
  private record Chunk(byte[] bytes, long arrival) {}

  /** Returns when both directions have ended. */
  void carry() {
    try {
      line.awaitSpeech();
      server.connect(target, 10_000);
      client.setTcpNoDelay(true);
      server.setTcpNoDelay(true);
      var back = Thread.ofVirtual().start(() -> pump(server, client));
      pump(client, server);
      back.join();
      client.close();
      server.close();
    } catch (IOException e) {
      reset();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      reset();
    }
  }

  /** Both ends see a reset. */
  void reset() {
    reset(client);
    reset(server);
  }

  private static void reset(Socket socket) {
    try {
      socket.setSoLinger(true, 0);
    } catch (IOException alreadyClosed) {
      return;
    } finally {
      close(socket);
    }
  }

  private static void close(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** An end of stream is passed on, an error ends both directions. */
  private void pump(Socket from, Socket to) {
    var onTheWay = new ArrayBlockingQueue<Chunk>(256);
    var writer = Thread.ofVirtual().start(() -> write(onTheWay, to));
    var buffer = new byte[CHUNK];
    try {
      int read;
      do {
        read = from.getInputStream().read(buffer);
        line.awaitSpeech();
        onTheWay.put(new Chunk(Arrays.copyOf(buffer, Math.max(read, 0)), line.arrival()));
      } while (read > 0);
      writer.join();
    } catch (IOException e) {
      writer.interrupt();
      reset();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void write(BlockingQueue<Chunk> onTheWay, Socket to) {
    try {
      for (var chunk = onTheWay.take(); chunk.bytes().length > 0; chunk = onTheWay.take()) {
        waitUntil(chunk.arrival());
        waitUntil(System.nanoTime() + line.nanosFor(chunk.bytes().length));
        line.awaitSpeech();
        to.getOutputStream().write(chunk.bytes());
      }
      to.shutdownOutput();
    } catch (IOException e) {
      reset();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void waitUntil(long nanoTime) throws InterruptedException {
    for (var left = nanoTime - System.nanoTime(); left > 0; left = nanoTime - System.nanoTime()) {
      if (Thread.interrupted()) throw new InterruptedException();
      LockSupport.parkNanos(left);
    }
  }
}
