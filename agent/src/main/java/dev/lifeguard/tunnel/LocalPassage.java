package dev.lifeguard.tunnel;

import dev.lifeguard.reason.FailedException;
import dev.lifeguard.tunnel.TunnelSettings.Endpoint;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Through the local address of a tunnel that somebody else keeps. */
final class LocalPassage implements Passage {
  private static final int AT_MOST = 16 * 1024;
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final SocketChannel socket;

  private LocalPassage(SocketChannel socket) {
    this.socket = socket;
  }

  static CompletionStage<Passage> open(Endpoint at) {
    var opened = new CompletableFuture<Passage>();
    Thread.ofVirtual().name("passage-" + at).start(() -> connect(at, opened));
    return opened;
  }

  private static void connect(Endpoint at, CompletableFuture<Passage> opened) {
    try {
      var passage = new LocalPassage(Knock.connected(at, PATIENCE));
      if (!opened.complete(passage)) passage.close();
    } catch (IOException e) {
      opened.completeExceptionally(new FailedException(Knock.failure(at, e)));
    }
  }

  @Override
  public void say(byte[] bytes) {
    try {
      socket.configureBlocking(true);
      socket.write(ByteBuffer.wrap(bytes));
    } catch (IOException e) {
      close(); // and so it is heard
    }
  }

  @Override
  public Heard hear(Duration patience) throws InterruptedException {
    try (var selector = Selector.open()) {
      socket.configureBlocking(false);
      socket.register(selector, SelectionKey.OP_READ);
      if (selector.select(Math.max(1, patience.toMillis())) == 0) return nothing();
      var bytes = ByteBuffer.allocate(AT_MOST);
      if (socket.read(bytes) < 0) return new Heard.End();
      var came = new byte[bytes.position()];
      bytes.flip().get(came);
      return new Heard.Bytes(came);
    } catch (IOException e) {
      return new Heard.End();
    }
  }

  private static Heard nothing() throws InterruptedException {
    if (Thread.interrupted()) throw new InterruptedException();
    return new Heard.Nothing();
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e); // closing a socket fails only when the program is wrong
    }
  }
}
