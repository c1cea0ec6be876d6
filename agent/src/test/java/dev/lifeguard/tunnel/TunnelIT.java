package dev.lifeguard.tunnel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.peer.Await;
import dev.lifeguard.peer.Sshd;
import dev.lifeguard.reason.Reason;
import dev.lifeguard.tunnel.TunnelSettings.Direction;
import dev.lifeguard.tunnel.TunnelSettings.Endpoint;
import dev.lifeguard.tunnel.TunnelSettings.Expect;
import dev.lifeguard.tunnel.TunnelSettings.Forward;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What users of a tunnel see while all is well, and what a tunnel's owner can do with it. */
class TunnelIT {
  private static Sshd sshd;
  private final Backend echo = Backend.echo();
  private Workbench bench;

  @BeforeAll
  static void startServer() {
    sshd = Sshd.plain();
  }

  @AfterAll
  static void stopServer() {
    if (sshd != null) sshd.close();
  }

  @BeforeEach
  void begin() {
    bench = new Workbench();
  }

  @AfterEach
  void end() {
    bench.close();
    echo.close();
  }

  @Test
  void carriesBytesBothWaysAndEndsAsBothSidesEnd() throws Exception {
    var port = bench.keepOne(Workbench.ssh(sshd), echo.at());
    try (var client = new Client(port)) {
      client.socket().getOutputStream().write("hello".getBytes(StandardCharsets.US_ASCII));
      client.socket().shutdownOutput();
      assertThat(new String(client.socket().getInputStream().readAllBytes())).isEqualTo("hello");
    }
    bench.next(TunnelEvent.ConnectionServed.class, _ -> true);
    var forward = bench.forward("one");
    assertThat(forward.up()).isEqualTo(5);
    assertThat(forward.down()).isEqualTo(5);
    assertThat(forward.connections()).isEqualTo(new TunnelView.Connected(1, 1, 0, 0, 0));
  }

  @Test
  void keepsTheOtherDirectionOpenWhenOneHasEnded() throws Exception {
    var heardTheEnd = new CountDownLatch(1);
    try (var backend =
        new Backend(
            client -> {
              client.getOutputStream().write('a');
              client.shutdownOutput();
              assertThat(client.getInputStream().readAllBytes()).hasSize(3);
              heardTheEnd.countDown();
            })) {
      var port = bench.keepOne(Workbench.ssh(sshd), backend.at());
      try (var client = new Client(port)) {
        assertThat(client.socket().getInputStream().readAllBytes()).hasSize(1);
        client.socket().getOutputStream().write(new byte[3]);
        client.socket().shutdownOutput();
        assertThat(heardTheEnd.await(20, TimeUnit.SECONDS)).isTrue();
      }
    }
  }

  @Test
  void resetsWhoAsksForADestinationWhereNobodyListens() throws Exception {
    var gone = Backend.echo();
    gone.close();
    var port = bench.keepOne(Workbench.ssh(sshd), gone.at());
    assertThat(Client.ending(port)).isEqualTo("reset");
    var cut = bench.next(TunnelEvent.ConnectionCut.class, _ -> true);
    assertThat(cut.why().reason()).isEqualTo(Reason.DESTINATION_REFUSED);
    assertThat(bench.view("one").state().word()).isEqualTo("active");
  }

  @Test
  void tellsADeniedForwardFromADeadDestination() throws Exception {
    try (var strict = Sshd.setup().config("AllowTcpForwarding no").start()) {
      var port = bench.keepOne(Workbench.ssh(strict), echo.at());
      assertThat(Client.ending(port)).isEqualTo("reset");
      var cut = bench.next(TunnelEvent.ConnectionCut.class, _ -> true);
      assertThat(cut.why().reason()).isEqualTo(Reason.FORWARDING_DENIED);
    }
  }

  @Test
  void leadsFromAUnixSocketToAUnixSocket(@TempDir Path folder) throws Exception {
    var far = folder.resolve("far");
    var near = folder.resolve("near");
    try (var server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      server.bind(UnixDomainSocketAddress.of(far));
      Thread.ofVirtual().start(() -> echoOnce(server));
      var forward =
          new Forward(
              "socket",
              Direction.LOCAL,
              Endpoint.unix(near.toString()),
              Endpoint.unix(far.toString()),
              Expect.OPEN);
      bench.keep(new TunnelSettings.Kept("one", Workbench.ssh(sshd), List.of(forward), false));
      bench.awaitState("active");
      Await.until("the socket is there", () -> Files.exists(near));
      try (var client = SocketChannel.open(UnixDomainSocketAddress.of(near))) {
        client.write(ByteBuffer.wrap("ping".getBytes(StandardCharsets.US_ASCII)));
        client.shutdownOutput();
        assertThat(Channels.newInputStream(client).readAllBytes()).asString().isEqualTo("ping");
      }
    }
    bench.keep();
    Await.until("the socket is gone", () -> !Files.exists(near));
  }

  @Test
  void leavesUnchangedTunnelsAloneAtAReload() throws Exception {
    var ssh = Workbench.ssh(sshd);
    var stays = new TunnelSettings.Kept("one", ssh, List.of(Workbench.local(0, echo.at())), false);
    var goes = new TunnelSettings.Kept("two", ssh, List.of(Workbench.local(0, echo.at())), false);
    bench.keep(stays, goes);
    bench.awaitState("active");
    var port = bench.portOf("one");
    try (var client = new Client(port)) {
      assertThat(client.ask("before")).isEqualTo("before");
      bench.keep(stays);
      assertThat(client.ask("after")).isEqualTo("after");
    }
    bench.next(TunnelEvent.Removed.class, removed -> removed.tunnel().name().equals("two"));
    assertThat(bench.portOf("one")).isEqualTo(port);
    assertThat(bench.view("one").state().life().generation()).isEqualTo(1);
  }

  @Test
  void sharesOneSessionBetweenTunnelsToTheSameServer() {
    var before = sshd.connectionsTaken();
    var ssh = Workbench.ssh(sshd);
    bench.keep(
        new TunnelSettings.Kept("one", ssh, List.of(Workbench.local(0, echo.at())), false),
        new TunnelSettings.Kept("two", ssh, List.of(Workbench.local(0, echo.at())), false));
    bench.awaitState("active");
    Await.until("both", () -> bench.view("two").state().word().equals("active"));
    assertThat(sshd.connectionsTaken()).isEqualTo(before + 1);
  }

  @Test
  void getsAnotherSessionWhenRestarted() throws Exception {
    var port = bench.keepOne(Workbench.ssh(sshd), echo.at());
    var taken = sshd.connectionsTaken();
    var trace = Workbench.await(bench.tunnels.trace(Workbench.id("one")));
    Workbench.await(bench.tunnels.restart(Workbench.id("one")));
    Await.until("the attempt is over", () -> trace.from(0).ended());
    bench.awaitState("active");
    assertThat(sshd.connectionsTaken()).isEqualTo(taken + 1);
    assertThat(trace.from(0).lines())
        .extracting(TraceLog.Line::text)
        .anyMatch(step -> step.startsWith("connected to 127.0.0.1"))
        .anyMatch(step -> step.startsWith("logged in"))
        .last(org.assertj.core.api.InstanceOfAssertFactories.STRING)
        .contains("stands, cipher");
    try (var client = new Client(port)) {
      assertThat(client.ask("again")).isEqualTo("again");
    }
  }

  @Test
  void refusesConnectionsWhileStoppedAndTakesThemAgainAfterwards() throws Exception {
    var port = bench.keepOne(Workbench.ssh(sshd), echo.at());
    Workbench.await(bench.tunnels.stop(Workbench.id("one")));
    Await.until(
        "the port is free",
        () -> bench.forward("one").status() instanceof ForwardStatus.Closed && refused(port));
    Workbench.await(bench.tunnels.start(Workbench.id("one")));
    bench.awaitState("active");
    try (var client = new Client(bench.portOf("one"))) {
      assertThat(client.ask("back")).isEqualTo("back");
    }
  }

  @Test
  void tellsTheFactsThatRulesGoBy() {
    bench.keepOne(Workbench.ssh(sshd), echo.at());
    Await.until(
        "state and reason are told",
        () ->
            bench.facts.stream().map(Object::toString).anyMatch(it -> it.contains("active"))
                && bench.facts.stream().map(Object::toString).anyMatch(it -> it.contains("none")));
  }

  private static boolean refused(int port) {
    try (var _ = new Client(port)) {
      return false;
    } catch (IOException e) {
      return true;
    }
  }

  private static void echoOnce(ServerSocketChannel server) {
    try (var client = server.accept()) {
      Channels.newInputStream(client).transferTo(Channels.newOutputStream(client));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
