package dev.lifeguard.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.peer.Await;
import dev.lifeguard.time.HurriedTime;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** A client that asks for the stream and then never reads, on a real socket. */
class StalledListenerTest {
  private static final int HURRY = 40;
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final List<String> names =
      List.of("a".repeat(10_000), "b".repeat(10_000), "c".repeat(10_000), "home");
  private final AtomicInteger looks = new AtomicInteger();

  @Test
  void isCutOffWhileTheOthersAreToldEverythingAndMayComeBack() throws Exception {
    try (var fleet = new FleetStandIn(names, vertx -> new HurriedTime(vertx, HURRY));
        var stalled = listen(fleet, 4 * 1024);
        var reader = listen(fleet, 1024 * 1024)) {
      Await.until("both listen", PATIENCE, () -> fleet.tally().listening() == 2);
      var read = Thread.ofVirtual().start(() -> readAll(reader));
      Await.until(
          "the one that does not read is cut off",
          PATIENCE,
          () -> {
            changeAll(fleet);
            return fleet.tally().cut() == 1;
          });
      Await.until("only the other is left", () -> fleet.tally().listening() == 1);
      assertThat(read.isAlive()).isTrue();
      assertThat(endOf(stalled)).isTrue();
      try (var back = listen(fleet, 4 * 1024)) {
        assertThat(back.isConnected()).isTrue();
        Await.until("it is let in again", () -> fleet.tally().listening() == 2);
      }
    }
  }

  /** So that every one of them is told anew. */
  private void changeAll(FleetStandIn fleet) {
    var latency = 0.001 * looks.incrementAndGet();
    names.forEach(name -> fleet.see(name, "running", latency));
  }

  private static Socket listen(FleetStandIn fleet, int window) throws IOException {
    var address = URI.create(fleet.address());
    var socket = new Socket();
    socket.setReceiveBufferSize(window);
    socket.setSoTimeout(20_000);
    socket.connect(new InetSocketAddress(address.getHost(), address.getPort()), 5_000);
    var request = "GET /api/v1/events HTTP/1.1\r\nHost: localhost\r\n\r\n";
    socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
    return socket;
  }

  private static void readAll(Socket socket) {
    endOf(socket);
  }

  /** Reads what had come already, up to the end. */
  private static boolean endOf(Socket socket) {
    try {
      var in = socket.getInputStream();
      var buffer = new byte[64 * 1024];
      while (in.read(buffer) >= 0) {
        // what it holds does not matter here
      }
      return true;
    } catch (java.net.SocketTimeoutException e) {
      return false;
    } catch (IOException e) {
      return true; // reset, or closed by this test
    }
  }
}
