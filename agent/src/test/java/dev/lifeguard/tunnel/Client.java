package dev.lifeguard.tunnel;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** A user of a tunnel. */
final class Client implements AutoCloseable {
  private final Socket socket = new Socket();

  Client(int port) throws IOException {
    socket.connect(new InetSocketAddress("127.0.0.1", port), 5_000);
    socket.setTcpNoDelay(true);
    socket.setSoTimeout(30_000);
  }

  Socket socket() {
    return socket;
  }

  void patience(Duration patience) throws IOException {
    socket.setSoTimeout((int) patience.toMillis());
  }

  /** Says a word to an echo and answers what came back, as long as what was said. */
  String ask(String word) throws IOException {
    var bytes = word.getBytes(StandardCharsets.UTF_8);
    socket.getOutputStream().write(bytes);
    return new String(socket.getInputStream().readNBytes(bytes.length), StandardCharsets.UTF_8);
  }

  /** How the connection ended, as its user sees it: {@code end} or {@code reset}. */
  String ending() {
    try {
      socket.getInputStream().readAllBytes();
      return "end";
    } catch (IOException e) {
      return word(e);
    }
  }

  /** How one who asks there ends, be it before he knew that he was connected. */
  static String ending(int port) {
    try (var client = new Client(port)) {
      return client.ending();
    } catch (IOException e) {
      return word(e);
    }
  }

  private static String word(IOException e) {
    return String.valueOf(e.getMessage()).contains("reset") ? "reset" : e.toString();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
