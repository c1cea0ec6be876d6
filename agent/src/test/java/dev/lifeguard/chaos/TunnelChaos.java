package dev.lifeguard.chaos;

import dev.lifeguard.tunnel.Backend;
import dev.lifeguard.tunnel.TunnelSettings;
import dev.lifeguard.tunnel.Workbench;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Row P12: seeded faults against tunnels of ours to real servers. In each cycle a user comes while
 * the fault lasts, and must get his answer on that one connection; what counts is how long after
 * the end of the fault.
 */
final class TunnelChaos {
  /**
   * A session that dies younger is not replaced at once for ever: that is the next fault's, too.
   */
  private static final Duration CALM = Duration.ofMillis(5_200);

  private static final int LONGEST_FAULT_MS = 3_000;
  private static final Executor VIRTUAL = task -> Thread.ofVirtual().name("user").start(task);

  private final int cycles;
  private final long seed;
  private final AtomicInteger next = new AtomicInteger();

  /** What one user saw. An empty {@code wrong} is what is wanted. */
  record Cycle(int number, Fault fault, Duration established, String wrong) {}

  TunnelChaos(int cycles, long seed) {
    this.cycles = cycles;
    this.seed = seed;
  }

  public static void main(String[] args) throws Exception {
    var cycles = args.length > 0 ? Integer.parseInt(args[0]) : 60;
    var seed = args.length > 1 ? Long.parseLong(args[1]) : 1;
    var tunnels = args.length > 2 ? Integer.parseInt(args[2]) : 6;
    var all = new TunnelChaos(cycles, seed).run(tunnels);
    System.exit(new ChaosReport(all, seed).print() ? 0 : 1);
  }

  List<Cycle> run(int tunnels) throws InterruptedException, ExecutionException {
    var all = new ArrayList<ChaosTunnel>();
    try (var bench = new Workbench();
        var echo = Backend.echo();
        var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < tunnels; i++) all.add(new ChaosTunnel("chaos-" + i, bench));
      bench.keep(all.stream().map(it -> it.settings(echo)).toArray(TunnelSettings[]::new));
      var workers = new ArrayList<Future<List<Cycle>>>();
      for (var tunnel : all) workers.add(threads.submit(() -> cycles(tunnel)));
      var seen = new ArrayList<Cycle>();
      for (var worker : workers) seen.addAll(worker.get());
      return seen;
    } finally {
      all.forEach(ChaosTunnel::close);
    }
  }

  private List<Cycle> cycles(ChaosTunnel tunnel) throws Exception {
    var seen = new ArrayList<Cycle>();
    for (int number = next.getAndIncrement(); number < cycles; number = next.getAndIncrement()) {
      tunnel.awaitActive();
      pause(CALM);
      seen.add(cycle(tunnel, number));
    }
    return seen;
  }

  /** What happens in a cycle depends on its number and the seed only. */
  private Cycle cycle(ChaosTunnel tunnel, int number) throws Exception {
    var random = new SplittableRandom(seed * 1_000_003 + number);
    var fault = Fault.values()[random.nextInt(Fault.values().length)];
    var lasts = Duration.ofMillis(300 + random.nextInt(LONGEST_FAULT_MS - 300));
    var before = tunnel.reconnects();
    tunnel.inject(fault);
    // The user comes at any moment of it, and holds on to his one connection.
    pause(Duration.ofMillis(random.nextLong(lasts.toMillis())));
    var user = CompletableFuture.supplyAsync(() -> user(tunnel.port()), VIRTUAL);
    pause(lasts);
    var healed = System.nanoTime();
    tunnel.heal(fault);
    var answer = user.get(30, TimeUnit.SECONDS);
    var established = Duration.ofNanos(Math.max(0, answer.at() - healed));
    var wrong = answer.wrong().isEmpty() ? model(tunnel, fault, before) : answer.wrong();
    tunnel.mend();
    return new Cycle(number, fault, established, wrong);
  }

  private static String model(ChaosTunnel tunnel, Fault fault, long before) {
    if (tunnel.reconnects() == before) return ""; // too short to be noticed, or not yet
    return tunnel
        .reason()
        .filter(reason -> !fault.explains(reason))
        .map(reason -> "called " + reason)
        .orElse("");
  }

  private record Answer(long at, String wrong) {}

  private static Answer user(int port) {
    try (var socket = new Socket()) {
      socket.connect(new InetSocketAddress("127.0.0.1", port), 10_000);
      socket.setSoTimeout(20_000);
      socket.getOutputStream().write("ping".getBytes());
      var back = socket.getInputStream().readNBytes(4);
      var well = Arrays.equals(back, "ping".getBytes());
      return new Answer(System.nanoTime(), well ? "" : "ended without an answer");
    } catch (IOException e) {
      return new Answer(System.nanoTime(), e.toString());
    }
  }

  private static void pause(Duration pause) throws Exception {
    var later = CompletableFuture.delayedExecutor(pause.toMillis(), TimeUnit.MILLISECONDS);
    CompletableFuture.runAsync(() -> {}, later).get();
  }
}
