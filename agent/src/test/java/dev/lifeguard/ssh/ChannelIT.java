package dev.lifeguard.ssh;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.peer.Sshd;
import dev.lifeguard.reason.Reason;
import dev.lifeguard.ssh.SshAcceptor.Origin;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a session carries, through a real OpenSSH server. */
class ChannelIT {
  private static final Origin HERE = new Origin("127.0.0.1", 1);

  private Client client = new Client();
  private Sshd sshd = Sshd.plain();

  @AfterEach
  void end() {
    client.close();
    sshd.close();
  }

  @Test
  void carriesBytesBothWaysAndKeepsTheOtherHalfOpen() throws Exception {
    var bytes = new byte[3 << 20];
    new Random(1).nextBytes(bytes);
    try (var echo = listening()) {
      var answered = inBackground(() -> echoAfterEof(echo));
      var collected = new Collector();
      var channel = Client.await(session().openTcp("127.0.0.1", port(echo), HERE, collected));
      Client.await(channel.write(ByteBuffer.wrap(bytes)));
      channel.eof();
      assertThat(Arrays.equals(Client.await(collected.whole()), bytes)).isTrue();
      Client.await(answered);
      assertThat(channel.traffic()).isEqualTo(new Traffic(bytes.length, bytes.length));
      assertThat(session().traffic()).isEqualTo(channel.traffic());
      assertThat(Client.await(collected.ended()).reason()).isEqualTo(Reason.CLOSED_BY_SERVER);
    }
  }

  @Test
  void oneReaderThatStandsStillHoldsUpNoOther() throws Exception {
    var bytes = new byte[64 << 20];
    try (var source = listening()) {
      inBackground(() -> feedAll(source, bytes));
      var stuck = new Collector().consumingNothing();
      Client.await(session().openTcp("127.0.0.1", port(source), HERE, stuck));
      var quick = new Collector();
      Client.await(session().openTcp("127.0.0.1", port(source), HERE, quick));
      assertThat(Client.await(quick.whole())).hasSize(bytes.length);
      assertThat(stuck.received()).isBetween(1, Windows.LARGEST);
      Client.await(session().alive(Duration.ofSeconds(20)));
    }
  }

  @Test
  void manyConnectionsShareOneSession() throws Exception {
    var bytes = new byte[200_000];
    new Random(2).nextBytes(bytes);
    try (var source = listening()) {
      inBackground(() -> feedAll(source, bytes));
      var all = new Collector[40];
      for (var i = 0; i < all.length; i++) {
        all[i] = new Collector();
        session().openTcp("127.0.0.1", port(source), HERE, all[i]);
      }
      for (var each : all) assertThat(Arrays.equals(Client.await(each.whole()), bytes)).isTrue();
    }
  }

  @Test
  void reachesUnixSockets() throws Exception {
    var path = sshd.folder().resolve("peer.sock");
    try (var listening = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      listening.bind(UnixDomainSocketAddress.of(path));
      inBackground(
          () -> {
            try (var taken = listening.accept()) {
              taken.write(ByteBuffer.wrap("over there".getBytes()));
            }
          });
      var collected = new Collector();
      Client.await(session().openUnix(path.toString(), collected));
      assertThat(Client.await(collected.whole())).asString().isEqualTo("over there");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "AllowTcpForwarding no, FORWARDING_DENIED",
    "PermitOpen 127.0.0.1:1, FORWARDING_DENIED",
    "AllowTcpForwarding yes, DESTINATION_REFUSED"
  })
  void saysWhyADestinationIsNotReached(String line, Reason reason) throws Exception {
    restart(line);
    int nobody;
    try (var closed = listening()) {
      nobody = port(closed);
    }
    var opening = session().openTcp("127.0.0.1", nobody, HERE, new Collector());
    assertThat(Client.failureOf(opening).reason()).isEqualTo(reason);
    assertThat(session().isOpen()).isTrue();
  }

  @Test
  void saysThatADestinationHasNoName() {
    var opening = session().openTcp("no-such-host.invalid", 80, HERE, new Collector());
    assertThat(Client.failureOf(opening).reason()).isEqualTo(Reason.DESTINATION_UNREACHABLE);
  }

  @Test
  void bindsAPortThatTheServerPicks() throws Exception {
    var origins = new java.util.concurrent.LinkedBlockingQueue<Origin>();
    SshAcceptor echo =
        (channel, origin) -> {
          origins.add(origin);
          return CompletableFuture.completedFuture(new Echo());
        };
    var binding = Client.await(session().bindRemote(new RemotePlace.Port("127.0.0.1", 0), echo));
    assertThat(port(binding)).isPositive();
    try (var socket = new Socket("127.0.0.1", port(binding))) {
      socket.getOutputStream().write("ping".getBytes());
      assertThat(socket.getInputStream().readNBytes(4)).asString().isEqualTo("ping");
      assertThat(origins.poll().port()).isEqualTo(socket.getLocalPort());
    }
    Client.await(binding.cancel());
    assertThat(connects(port(binding))).isFalse();
  }

  @Test
  void turnsAwayWhomNobodyTakes() throws Exception {
    SshAcceptor nobody =
        (channel, origin) -> CompletableFuture.failedFuture(new IOException("nobody there"));
    var binding = Client.await(session().bindRemote(new RemotePlace.Port("127.0.0.1", 0), nobody));
    try (var socket = new Socket("127.0.0.1", port(binding))) {
      assertThat(socket.getInputStream().read()).isEqualTo(-1);
    }
    assertThat(session().isOpen()).isTrue();
  }

  @Test
  void saysThatAServerMayNotListen() {
    restart("AllowTcpForwarding local");
    var binding =
        session()
            .bindRemote(
                new RemotePlace.Port("127.0.0.1", 0),
                (c, o) -> CompletableFuture.completedFuture(new Echo()));
    assertThat(Client.failureOf(binding).reason()).isEqualTo(Reason.REMOTE_BIND_DENIED);
  }

  @Test
  void runsACommandWithinItsTimeAndRoom() {
    var result =
        Client.await(
            session().exec("echo out; echo err >&2; exit 3", Duration.ofSeconds(20), 1000));
    assertThat(result).isEqualTo(new ExecResult(Optional.of(3), "out\n", "err\n", false));
    var endless = session().exec("exec cat /dev/zero", Duration.ofSeconds(1), 1000);
    assertThat(Client.failureOf(endless).reason()).isEqualTo(Reason.TIMEOUT);
    var long_ = session().exec("head -c 100000 /dev/zero", Duration.ofSeconds(20), 1000);
    assertThat(Client.await(long_).truncated()).isTrue();
    assertThat(session().isOpen()).isTrue();
  }

  @Test
  void opensAnIdleChannelWhereSshdAllowsOne() {
    Client.await(session().openIdleChannel());
    restart("MaxSessions 0");
    assertThat(Client.failureOf(session().openIdleChannel()).reason())
        .isEqualTo(Reason.CHANNEL_LIMIT);
    assertThat(session().isOpen()).isTrue();
  }

  @Test
  void survivesANewKeyExchangeInTheMiddleOfATransfer() throws Exception {
    restart("RekeyLimit 1M");
    var bytes = new byte[8 << 20];
    new Random(3).nextBytes(bytes);
    try (var echo = listening()) {
      inBackground(() -> echoAfterEof(echo));
      var collected = new Collector();
      var channel = Client.await(session().openTcp("127.0.0.1", port(echo), HERE, collected));
      Client.await(channel.write(ByteBuffer.wrap(bytes)));
      channel.eof();
      assertThat(Arrays.equals(Client.await(collected.whole()), bytes)).isTrue();
      sshd.awaitLog("SSH2_MSG_KEXINIT received");
    }
  }

  @Test
  void failsWhatIsUnderWayWhenTheSessionDies() throws Exception {
    try (var silent = listening()) {
      var collected = new Collector();
      var session = session();
      var channel = Client.await(session.openTcp("127.0.0.1", port(silent), HERE, collected));
      sshd.killSessions();
      var why = Client.await(session.closed());
      assertThat(why.reason()).isEqualTo(Reason.CLOSED_BY_SERVER);
      assertThat(Client.await(collected.ended())).isEqualTo(why);
      assertThat(Client.failureOf(channel.write(ByteBuffer.allocate(1))).reason())
          .isEqualTo(Reason.CANCELLED);
      assertThat(
              Client.failureOf(session.openTcp("127.0.0.1", port(silent), HERE, new Collector())))
          .isEqualTo(why);
      assertThat(client.next(SshEvent.SessionClosed.class).why()).isEqualTo(why);
    }
  }

  private SshSession session() {
    return client.open(Client.to(sshd));
  }

  private void restart(String... config) {
    client.close();
    sshd.close();
    client = new Client();
    sshd = Sshd.setup().config(config).start();
  }

  private static boolean connects(int port) {
    try (var socket = new Socket()) {
      socket.connect(new InetSocketAddress("127.0.0.1", port), 5000);
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  private static ServerSocket listening() throws IOException {
    return new ServerSocket(0, 100, InetAddress.getLoopbackAddress());
  }

  private static int port(ServerSocket listening) {
    return listening.getLocalPort();
  }

  private static void echoAfterEof(ServerSocket listening) throws IOException {
    try (var taken = listening.accept()) {
      taken.getOutputStream().write(all(taken.getInputStream()));
    }
  }

  private static byte[] all(InputStream stream) throws IOException {
    return stream.readAllBytes();
  }

  private static void feedAll(ServerSocket listening, byte[] bytes) throws IOException {
    while (true) {
      var taken = listening.accept();
      inBackground(
          () -> {
            try (taken) {
              taken.getOutputStream().write(bytes);
            }
          });
    }
  }

  @FunctionalInterface
  private interface Work {
    void run() throws IOException;
  }

  private static CompletableFuture<Void> inBackground(Work work) {
    var done = new CompletableFuture<Void>();
    Thread.ofVirtual()
        .start(
            () -> {
              try {
                work.run();
                done.complete(null);
              } catch (IOException e) {
                done.completeExceptionally(e);
              }
            });
    return done;
  }

  private static int port(RemoteBinding binding) {
    return binding.place() instanceof RemotePlace.Port(_, var port) ? port : -1;
  }
}
