package dev.lifeguard.peer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RelayIT {
  private ServerSocket echo;
  private Relay relay;

  @BeforeEach
  void startEcho() throws IOException {
    echo = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    Thread.ofVirtual().start(this::serve);
    relay = new Relay("127.0.0.1", echo.getLocalPort());
  }

  @AfterEach
  void stop() throws IOException {
    relay.close();
    echo.close();
  }

  @Test
  void carriesBothWaysAndCounts() throws IOException {
    try (var socket = connect()) {
      assertThat(ask(socket)).isLessThan(Duration.ofSeconds(5));
      assertThat(relay.connections()).isEqualTo(1);
      socket.shutdownOutput();
      assertThat(socket.getInputStream().read()).isEqualTo(-1);
    }
    Await.until("the connection is forgotten", () -> relay.connections() == 0);
    assertThat(relay.connectionsTaken()).isEqualTo(1);
  }

  @Test
  void delaysEachDirection() throws IOException {
    relay.delay(Duration.ofMillis(150));
    relay.jitter(Duration.ofMillis(20));
    try (var socket = connect()) {
      assertThat(ask(socket)).isGreaterThanOrEqualTo(Duration.ofMillis(300));
    }
  }

  @Test
  void throttles() throws IOException {
    relay.bytesPerSecond(100_000);
    try (var socket = connect()) {
      var start = System.nanoTime();
      var many = new byte[48 * 1024];
      socket.getOutputStream().write(many);
      assertThat(socket.getInputStream().readNBytes(many.length)).hasSize(many.length);
      assertThat(System.nanoTime() - start).isGreaterThan(Duration.ofMillis(400).toNanos());
    }
  }

  @Test
  void fallsSilentAndSpeaksAgainWithoutLosingAByte() throws IOException {
    try (var socket = connect()) {
      ask(socket);
      relay.silence();
      socket.setSoTimeout(200);
      assertThatThrownBy(() -> ask(socket)).isInstanceOf(SocketTimeoutException.class);
      relay.speak();
      socket.setSoTimeout(10_000);
      assertThat(socket.getInputStream().read()).isEqualTo('x');
    }
  }

  @Test
  void cutsAndRefuses() throws IOException {
    try (var socket = connect()) {
      ask(socket);
      relay.cut();
      assertThatThrownBy(() -> socket.getInputStream().read()).isInstanceOf(SocketException.class);
    }
    relay.refuse();
    assertThatThrownBy(this::connect).isInstanceOf(ConnectException.class);
    relay.listen();
    try (var socket = connect()) {
      ask(socket);
    }
  }

  private Socket connect() throws IOException {
    var socket = new Socket(relay.host(), relay.port());
    socket.setSoTimeout(10_000);
    return socket;
  }

  private static Duration ask(Socket socket) throws IOException {
    var start = System.nanoTime();
    socket.getOutputStream().write('x');
    assertThat(socket.getInputStream().read()).isEqualTo('x');
    return Duration.ofNanos(System.nanoTime() - start);
  }

  private void serve() {
    while (!echo.isClosed()) {
      try {
        var socket = echo.accept();
        Thread.ofVirtual().start(() -> echo(socket));
      } catch (IOException closed) {
        return;
      }
    }
  }

  private static void echo(Socket socket) {
    try (socket) {
      socket.getInputStream().transferTo(socket.getOutputStream());
    } catch (IOException gone) {
      // the test cut it
    }
  }
}
