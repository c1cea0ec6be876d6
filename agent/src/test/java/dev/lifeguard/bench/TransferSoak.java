package dev.lifeguard.bench;

import dev.lifeguard.peer.Sshd;
import dev.lifeguard.ssh.config.SshSettings.Keepalive;
import dev.lifeguard.tunnel.Backend;
import dev.lifeguard.tunnel.Workbench;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;

/**
 * A long transfer, both ways at once over many connections of one tunnel, each way's bytes checked
 * by their hash, while other threads keep the processors busy. Ends with 1 as soon as nothing has
 * moved for twenty seconds.
 */
public final class TransferSoak {
  private static final int CONNECTIONS = 50;
  private static final Keepalive KEEPALIVE = new Keepalive(Duration.ofSeconds(5), 2);
  private static final int HASH = 32;
  private static final int PIECE = 100_000;

  private final int perConnection;
  private final LongAdder moved = new LongAdder();
  private final AtomicBoolean failed = new AtomicBoolean();

  private TransferSoak(int perConnection) {
    this.perConnection = perConnection;
  }

  /** MiB each way, rounds, busy threads, then lines for the server's configuration. */
  public static void main(String[] args) throws Exception {
    var mebibytes = Integer.parseInt(args[0]);
    for (int i = 0; i < Integer.parseInt(args[2]); i++)
      Thread.ofPlatform().daemon().start(TransferSoak::burn);
    var soak = new TransferSoak((int) (((long) mebibytes << 20) / CONNECTIONS));
    var setup = Sshd.setup().config("LogLevel DEBUG1");
    for (var line : List.of(args).subList(3, args.length)) setup = setup.config(line);
    try (var sshd = setup.start();
        var backend = new Backend(soak::both);
        var bench = new Workbench()) {
      var port = bench.keepOne(Workbench.ssh(sshd, KEEPALIVE), backend.at());
      Runtime.getRuntime()
          .addShutdownHook(
              new Thread(
                  () ->
                      sshd.log()
                          .lines()
                          .filter(l -> !l.contains("debug"))
                          .skip(20)
                          .forEach(System.out::println)));
      for (int round = 1; round <= Integer.parseInt(args[1]); round++) soak.round(round, port);
    }
    System.exit(0);
  }

  private static void burn() {
    var random = new SplittableRandom();
    while (random.nextLong() != 0) Thread.onSpinWait();
  }

  private void round(int number, int port) throws InterruptedException, ExecutionException {
    var start = System.nanoTime();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var all = new ArrayList<Future<?>>();
      for (int i = 0; i < CONNECTIONS; i++) all.add(threads.submit(() -> client(port)));
      for (var each : all) await(each);
    }
    var took = (System.nanoTime() - start) / 1e9;
    var rate = perConnection / 1048576.0 * CONNECTIONS / took;
    System.out.printf("round %d: %.1f s, %.0f MiB/s each way, intact%n", number, took, rate);
  }

  private void await(Future<?> each) throws InterruptedException, ExecutionException {
    while (true) {
      var before = moved.sum();
      try {
        each.get(20, TimeUnit.SECONDS);
        return;
      } catch (TimeoutException e) {
        if (moved.sum() == before) {
          System.out.printf("STALLED after %d MiB%n", before >> 20);
          System.exit(1);
        }
      }
    }
  }

  private Void client(int port) throws IOException, InterruptedException {
    try (var socket = new Socket()) {
      socket.connect(new InetSocketAddress("127.0.0.1", port), 10_000);
      both(socket);
    }
    return null;
  }

  /** Both ends do the same: send while receiving, then say what was received. */
  private void both(Socket peer) throws IOException {
    var sent = new ArrayList<byte[]>();
    var sender = Thread.ofVirtual().start(() -> sent.add(send(peer)));
    var got = receive(peer.getInputStream());
    join(sender);
    peer.getOutputStream().write(got);
    var told = peer.getInputStream().readNBytes(HASH);
    if (!Arrays.equals(told, sent.getFirst())) broken("the far side got something else");
  }

  private static void join(Thread sender) {
    try {
      sender.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void broken(String what) {
    if (!failed.getAndSet(true)) {
      System.out.println("BROKEN: " + what);
      System.exit(1);
    }
  }

  private byte[] send(Socket to) {
    var digest = sha256();
    var random = new SplittableRandom();
    var piece = new byte[PIECE];
    try {
      for (int left = perConnection; left > 0; ) {
        var length = Math.min(left, 1 + random.nextInt(PIECE));
        random.nextBytes(piece);
        digest.update(piece, 0, length);
        to.getOutputStream().write(piece, 0, length);
        left -= length;
      }
    } catch (IOException e) {
      broken(e.toString());
    }
    return digest.digest();
  }

  private byte[] receive(InputStream in) throws IOException {
    var digest = sha256();
    var piece = new byte[PIECE];
    for (int left = perConnection; left > 0; ) {
      var length = in.read(piece, 0, Math.min(left, PIECE));
      if (length < 0) throw new IOException("ended too early");
      digest.update(piece, 0, length);
      moved.add(length);
      left -= length;
    }
    return digest.digest();
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }
}
