package dev.lifeguard.tunnel;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.peer.Await;
import dev.lifeguard.peer.Ports;
import dev.lifeguard.peer.Sshd;
import dev.lifeguard.reason.Reason;
import dev.lifeguard.tunnel.TunnelSettings.Direction;
import dev.lifeguard.tunnel.TunnelSettings.Endpoint;
import dev.lifeguard.tunnel.TunnelSettings.Expect;
import dev.lifeguard.tunnel.TunnelSettings.Forward;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The far side listens, and we connect. */
class RemoteForwardIT {
  private final Sshd sshd = Sshd.plain();
  private final Backend echo = Backend.echo();
  private final Workbench bench = new Workbench();

  @AfterEach
  void end() {
    bench.close();
    echo.close();
    sshd.close();
  }

  @Test
  void carriesFromTheServersPortToOurs() throws Exception {
    var port = keep(Ports.free(), echo.at());
    try (var client = new Client(port)) {
      assertThat(client.ask("hello")).isEqualTo("hello");
    }
    bench.next(TunnelEvent.ConnectionServed.class, _ -> true);
  }

  @Test
  void takesThePortThatTheServerPicksAndKeepsItThroughAReconnect() throws Exception {
    var port = keep(0, echo.at());
    assertThat(port).isPositive();
    sshd.killSessions();
    bench.next(
        TunnelEvent.ForwardChanged.class, changed -> changed.to() instanceof ForwardStatus.Closed);
    assertThat(bench.portOf("one")).isEqualTo(port);
    try (var client = new Client(port)) {
      assertThat(client.ask("still here")).isEqualTo("still here");
    }
  }

  @Test
  void endsTheFarConnectionWhenNobodyListensHere() throws Exception {
    var gone = Backend.echo();
    gone.close();
    var port = keep(0, gone.at());
    try (var client = new Client(port)) {
      assertThat(client.ending()).isIn("end", "reset");
    }
    var cut = bench.next(TunnelEvent.ConnectionCut.class, _ -> true);
    assertThat(cut.why().reason()).isEqualTo(Reason.DESTINATION_REFUSED);
  }

  @Test
  void saysThatThePortOverThereIsTakenAndGetsItOnceItIsFree() throws Exception {
    int port;
    try (var squatter = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = squatter.getLocalPort();
      bench.keep(tunnel(Endpoint.of("127.0.0.1", port), echo.at()));
      Await.until(
          "it is said", () -> bench.forward("one").status() instanceof ForwardStatus.Broken);
      var broken = (ForwardStatus.Broken) bench.forward("one").status();
      assertThat(broken.why().reason()).isEqualTo(Reason.REMOTE_BIND_DENIED);
      assertThat(bench.view("one").state().word()).isEqualTo("active");
    }
    assertThat(bench.portOf("one")).isEqualTo(port);
  }

  @Test
  void endsTheFarConnectionWhenOurEndHasNoAddress() throws Exception {
    var port = keep(0, Endpoint.of("no-such-name.invalid", 80));
    try (var client = new Client(port)) {
      assertThat(client.ending()).isIn("end", "reset");
    }
    var cut = bench.next(TunnelEvent.ConnectionCut.class, _ -> true);
    assertThat(cut.why().detail()).contains("no address for no-such-name.invalid");
    assertThat(cut.why().reason()).isEqualTo(Reason.DESTINATION_UNREACHABLE);
  }

  @Test
  void carriesFromASocketOverThere() throws Exception {
    var socket = sshd.folder().resolve("far.sock").toString();
    bench.keep(tunnel(Endpoint.unix(socket), echo.at()));
    Await.until(
        "it listens", () -> bench.forward("one").status() instanceof ForwardStatus.Listening);
    try (var client = SocketChannel.open(UnixDomainSocketAddress.of(socket))) {
      client.write(ByteBuffer.wrap("hello".getBytes(US_ASCII)));
      var answer = ByteBuffer.allocate(5);
      while (answer.hasRemaining()) assertThat(client.read(answer)).isPositive();
      assertThat(new String(answer.array(), US_ASCII)).isEqualTo("hello");
    }
  }

  @Test
  void leavesAPortOverThereToTheForwardThatHasIt() throws Exception {
    var port = keep(Ports.free(), echo.at());
    var second = tunnel(Endpoint.of("127.0.0.1", port), Endpoint.of("127.0.0.1", 1));
    bench.keep(
        tunnel(Endpoint.of("127.0.0.1", port), echo.at()),
        new TunnelSettings.Kept("two", second.ssh(), second.forwards(), false));
    Await.until("it is said", () -> bench.forward("two").status() instanceof ForwardStatus.Broken);
    try (var client = new Client(port)) {
      assertThat(client.ask("still mine")).isEqualTo("still mine");
    }
  }

  private int keep(int port, Endpoint to) {
    bench.keep(tunnel(Endpoint.of("127.0.0.1", port), to));
    bench.awaitState("active");
    return bench.portOf("one");
  }

  private TunnelSettings.Kept tunnel(Endpoint from, Endpoint to) {
    var forward = new Forward("back", Direction.REMOTE, to, from, Expect.OPEN);
    return new TunnelSettings.Kept("one", Workbench.ssh(sshd), List.of(forward), false);
  }
}
