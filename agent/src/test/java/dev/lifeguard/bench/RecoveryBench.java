package dev.lifeguard.bench;

import dev.lifeguard.bench.TunnelScene.Tunnel;
import dev.lifeguard.peer.Folder;
import dev.lifeguard.peer.Sshd;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/** Rows P7 and P8: how long until a user gets an answer again, and how many are refused. */
final class RecoveryBench {
  private static final Duration LONGEST = Duration.ofMinutes(4);
  private static final Pattern TOOK = Pattern.compile("session opened .*took=(\\d+)ms");

  private RecoveryBench() {}

  /** What users of one tunnel saw of one outage. */
  private record Seen(Duration back, int refused) {}

  /** A server for each, and one outage at a time: two logins at once would share the processors. */
  static void killedSessions(TunnelBench.Effort effort) throws Exception {
    try (var ourSshd = Sshd.setup().config("LogLevel INFO", "MaxStartups 100").start();
        var theirSshd = Sshd.setup().config("LogLevel INFO", "MaxStartups 100").start();
        var folder = new Folder("bench");
        var backend = TunnelBench.echo()) {
      var scene = new TunnelScene(folder);
      try (var theirs = scene.autossh(theirSshd, backend);
          var ours = scene.ours(ourSshd, backend)) {
        TunnelScene.awaitCarrying(ours.port());
        TunnelScene.awaitCarrying(theirs.port());
        var oursSeen = new ArrayList<Seen>();
        var theirsSeen = new ArrayList<Seen>();
        for (int i = 0; i < effort.repetitions; i++) {
          settle();
          oursSeen.addAll(watch(List.of(ours), ourSshd.killSessions()));
          theirsSeen.addAll(watch(List.of(theirs), theirSshd.killSessions()));
        }
        var handshake = handshake(ours);
        System.out.printf(
            "P7 a handshake of ours, in the same outages: p50 %d ms; back after %.2f times that"
                + " (bar 1.2)%n",
            handshake, middle(oursSeen) / (double) handshake);
        tell("P7 session killed, ours", oursSeen);
        tell("P7 session killed, " + theirs.name(), theirsSeen);
      }
    }
  }

  /** From the name to a session that stands, as our own log has it; without the first, cold one. */
  private static long handshake(Tunnel ours) {
    var all =
        TOOK.matcher(ours.program().log())
            .results()
            .skip(1)
            .map(it -> Long.valueOf(it.group(1)))
            .sorted()
            .toList();
    return all.get(all.size() / 2);
  }

  private static long middle(List<Seen> all) {
    var back = all.stream().map(Seen::back).sorted().toList();
    return back.get(back.size() / 2).toMillis();
  }

  static void longOutages(List<Integer> outages) throws Exception {
    for (var seconds : outages) {
      try (var sshd = Sshd.setup().config("LogLevel INFO").start();
          var folder = new Folder("bench");
          var backend = TunnelBench.echo()) {
        var scene = new TunnelScene(folder);
        try (var theirs = scene.autossh(sshd, backend);
            var ours = scene.ours(sshd, backend)) {
          var tunnels = List.of(ours, theirs);
          for (var tunnel : tunnels) TunnelScene.awaitCarrying(tunnel.port());
          sshd.stop();
          pause(Duration.ofSeconds(seconds));
          sshd.start();
          var seen = watch(tunnels, System.nanoTime());
          for (int each = 0; each < tunnels.size(); each++)
            tell(
                "P8 back after an outage of " + seconds + " s, " + tunnels.get(each).name(),
                List.of(seen.get(each)));
        }
      }
    }
  }

  /** So that each outage meets a tunnel that has stood for longer than a moment. */
  private static void settle() throws Exception {
    pause(Duration.ofSeconds(6));
  }

  private static void pause(Duration pause) throws Exception {
    var later = CompletableFuture.delayedExecutor(pause.toMillis(), TimeUnit.MILLISECONDS);
    CompletableFuture.runAsync(() -> {}, later).get();
  }

  private static List<Seen> watch(List<Tunnel> tunnels, long since)
      throws InterruptedException, ExecutionException {
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var watched =
          tunnels.stream().map(it -> threads.submit(() -> user(it.port(), since))).toList();
      var seen = new ArrayList<Seen>();
      for (var each : watched) seen.add(each.get());
      return seen;
    }
  }

  /** Connects, and again when that came to nothing, until an answer comes. */
  private static Seen user(int port, long since) throws Exception {
    var refused = 0;
    while (System.nanoTime() - since < LONGEST.toNanos()) {
      try (var socket = new Socket()) {
        socket.connect(new InetSocketAddress("127.0.0.1", port), 5_000);
        if (TunnelScene.answers(socket))
          return new Seen(Duration.ofNanos(System.nanoTime() - since), refused);
      } catch (ConnectException e) {
        refused++;
      } catch (IOException e) {
        // taken, and then broken or silent: tried again
      }
      pause(Duration.ofMillis(10));
    }
    return new Seen(LONGEST, refused);
  }

  private static void tell(String row, List<Seen> all) {
    System.out.printf(
        "%s: p50 %d ms, worst %d ms, %d connections refused (%d outages)%n",
        row,
        middle(all),
        Collections.max(all.stream().map(Seen::back).toList()).toMillis(),
        all.stream().mapToInt(Seen::refused).sum(),
        all.size());
  }
}
