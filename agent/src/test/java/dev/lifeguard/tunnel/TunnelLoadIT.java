package dev.lifeguard.tunnel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.peer.Sshd;
import dev.lifeguard.ssh.config.SshSettings.Keepalive;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/** Many connections, many bytes, and readers of very different speed on one session. */
@Isolated("counts the threads of the process")
class TunnelLoadIT {
  private static final int PER_CONNECTION = 1 << 20;
  private static final Keepalive PATIENT = new Keepalive(Duration.ofSeconds(5), 2);

  private final Sshd sshd = Sshd.plain();
  private final Workbench bench = new Workbench();

  @AfterEach
  void end() {
    bench.close();
    sshd.close();
  }

  @Test
  void carriesFiftyConnectionsIntactBothWaysAtOnce() throws Exception {
    carryFifty(sshd);
  }

  @Test
  void carriesThemIntactWhileTheServerWantsNewKeysAgainAndAgain() throws Exception {
    try (var restless = Sshd.setup().config("RekeyLimit 2M").start()) {
      carryFifty(restless);
      assertThat(restless.log().split("SSH2_MSG_KEXINIT received"))
          .as("key exchanges")
          .hasSizeGreaterThan(5);
    }
  }

  private void carryFifty(Sshd through) throws Exception {
    try (var backend = new Backend(TunnelLoadIT::digestAndSend);
        var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var port = bench.keepOne(Workbench.ssh(through, PATIENT), backend.at());
      var transfers = new ArrayList<CompletableFuture<Void>>();
      for (int i = 0; i < 50; i++) {
        var seed = i;
        transfers.add(CompletableFuture.runAsync(() -> transfer(port, seed), threads));
      }
      CompletableFuture.allOf(transfers.toArray(CompletableFuture[]::new))
          .get(90, TimeUnit.SECONDS);
    }
    assertThat(bench.forward("one").up()).isGreaterThan(50L * PER_CONNECTION);
    assertThat(bench.forward("one").down()).isGreaterThan(50L * PER_CONNECTION);
  }

  @Test
  void servesAThousandConnectionsAtOnceWithoutAThreadForEach() throws Exception {
    try (var echo = Backend.echo()) {
      var port = bench.keepOne(Workbench.ssh(sshd), echo.at());
      var clients = new ArrayList<Client>();
      try {
        for (int i = 0; i < 1_000; i++) clients.add(new Client(port));
        for (int i = 0; i < clients.size(); i++)
          assertThat(clients.get(i).ask("number " + i)).isEqualTo("number " + i);
        assertThat(bench.forward("one").connections().open()).isEqualTo(1_000);
        assertThat(tunnelThreads()).isLessThan(10);
      } finally {
        for (var client : clients) client.close();
      }
    }
  }

  @Test
  void letsAReaderThatStandsStillSlowNobodyElseDown() throws Exception {
    var flood = new byte[1 << 20];
    try (var backend =
        new Backend(
            client -> {
              if (client.getInputStream().read() == 'f') flood(client, flood);
              else client.getInputStream().transferTo(client.getOutputStream());
            })) {
      var port = bench.keepOne(Workbench.ssh(sshd), backend.at());
      try (var slow = new Client(port);
          var quick = new Client(port)) {
        slow.socket().getOutputStream().write('f');
        slow.socket().getInputStream().readNBytes(1 << 20); // it flows, and then nobody reads
        quick.socket().getOutputStream().write('e');
        for (int i = 0; i < 500; i++) assertThat(quick.ask("round " + i)).isEqualTo("round " + i);
        var held = bench.forward("one").down();
        for (int i = 0; i < 100; i++) quick.ask("more");
        assertThat(bench.forward("one").down() - held)
            .as("the flood stands at the window")
            .isLessThan(1 << 20);
        slow.socket().getInputStream().readNBytes(16 << 20); // and goes on when it is read
      }
    }
  }

  @Test
  void holdsAThousandConnectionsThroughAReconnect() throws Exception {
    try (var echo = Backend.echo()) {
      var port = bench.keepOne(Workbench.ssh(sshd), echo.at());
      sshd.stop();
      bench.awaitState("reconnecting");
      var clients = new ArrayList<Client>();
      try {
        for (int i = 0; i < 1_000; i++) clients.add(new Client(port));
        sshd.start();
        for (int i = 0; i < clients.size(); i++)
          assertThat(clients.get(i).ask("number " + i)).isEqualTo("number " + i);
      } finally {
        for (var client : clients) client.close();
      }
    }
  }

  private static List<String> names() {
    return Thread.getAllStackTraces().keySet().stream().map(Thread::getName).toList();
  }

  private static long tunnelThreads() {
    return names().stream()
        .filter(name -> name.startsWith("tunnel") || name.startsWith("ssh"))
        .count();
  }

  private static void flood(Socket client, byte[] bytes) throws IOException {
    for (int i = 0; i < 64; i++) client.getOutputStream().write(bytes);
  }

  /** Sends while it receives; then each side tells the other what it has got. */
  private static void transfer(int port, int seed) {
    try (var client = new Client(port)) {
      var sent = CompletableFuture.supplyAsync(() -> send(client.socket(), seed));
      var in = client.socket().getInputStream();
      var got = digest(in, PER_CONNECTION);
      assertThat(new String(in.readNBytes(64))).as("what they sent").isEqualTo(got);
      var mine = sent.join(); // the full stop comes after the last byte, not among them
      client.socket().getOutputStream().write('.');
      assertThat(new String(in.readNBytes(64))).as("what they got").isEqualTo(mine);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void digestAndSend(Socket client) throws IOException {
    var sent = CompletableFuture.supplyAsync(() -> sendWithDigest(client));
    var got = digest(client.getInputStream(), PER_CONNECTION);
    sent.join();
    assertThat(client.getInputStream().read()).isEqualTo('.');
    client.getOutputStream().write(got.getBytes());
  }

  private static String sendWithDigest(Socket to) {
    try {
      var digest = send(to, 4711);
      to.getOutputStream().write(digest.getBytes());
      return digest;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String send(Socket to, int seed) {
    var random = new SplittableRandom(seed);
    var bytes = new byte[PER_CONNECTION];
    random.nextBytes(bytes);
    try {
      OutputStream out = to.getOutputStream();
      for (int at = 0; at < bytes.length; ) {
        var length = Math.min(bytes.length - at, 1 + random.nextInt(100_000));
        out.write(bytes, at, length);
        at += length;
      }
      return HexFormat.of().formatHex(sha256().digest(bytes));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String digest(InputStream in, int length) throws IOException {
    var digest = sha256();
    new DigestInputStream(in, digest).readNBytes(length);
    return HexFormat.of().formatHex(digest.digest());
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }
}
