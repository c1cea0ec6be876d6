package dev.lifeguard.bench;

import com.sun.management.OperatingSystemMXBean;
import dev.lifeguard.peer.Folder;
import dev.lifeguard.peer.Peer;
import dev.lifeguard.peer.Peers;
import dev.lifeguard.peer.Program;
import dev.lifeguard.peer.Sshd;
import dev.lifeguard.ssh.LoginOutcome;
import dev.lifeguard.tunnel.Workbench;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Row P4: a full login and its end, beside {@code ssh … true}. */
final class LoginBench {
  /** Our own budget lets one a second through. */
  private static final long APART_MS = 1_050;

  private static final int WARM_UP = 5;

  private LoginBench() {}

  private record Cost(Duration wall, Duration processor) {
    double wallOver(Cost other) {
      return wall.toNanos() / (double) other.wall().toNanos();
    }

    double processorOver(Cost other) {
      return processor.toNanos() / (double) other.processor().toNanos();
    }
  }

  static void run(TunnelBench.Effort effort) throws Exception {
    try (var sshd = Sshd.setup().config("LogLevel INFO").start();
        var folder = new Folder("bench");
        var bench = new Workbench()) {
      var theirs = ssh(sshd, folder, effort.repetitions);
      var ours = ours(sshd, bench, effort.repetitions);
      System.out.printf(
          "P4 login: ours %.1f ms wall, %.1f ms CPU; ssh true %.1f ms wall, %.1f ms CPU; ratios"
              + " %.2f (bar 1.0), %.2f (bar 0.5)%n",
          millis(ours.wall()),
          millis(ours.processor()),
          millis(theirs.wall()),
          millis(theirs.processor()),
          ours.wallOver(theirs),
          ours.processorOver(theirs));
    }
  }

  /** Medians of wall time, mean of processor time. */
  private static Cost ours(Sshd sshd, Workbench bench, int times) throws Exception {
    for (int i = 0; i < WARM_UP; i++) login(sshd, bench);
    var wall = new long[times];
    var system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    var before = system.getProcessCpuTime();
    for (int i = 0; i < times; i++) wall[i] = login(sshd, bench);
    var processor = (system.getProcessCpuTime() - before) / times;
    Arrays.sort(wall);
    return new Cost(Duration.ofNanos(wall[times / 2]), Duration.ofNanos(processor));
  }

  private static long login(Sshd sshd, Workbench bench) throws Exception {
    var pause = CompletableFuture.delayedExecutor(APART_MS, TimeUnit.MILLISECONDS);
    CompletableFuture.runAsync(() -> {}, pause).get();
    var start = System.nanoTime();
    var outcome =
        bench
            .sessions
            .login(Workbench.ssh(sshd), Duration.ZERO)
            .toCompletableFuture()
            .get(20, TimeUnit.SECONDS);
    if (outcome instanceof LoginOutcome.Failed(var why, _))
      throw new IllegalStateException(why.toString());
    return System.nanoTime() - start;
  }

  /** As a shell counts its children. */
  private static Cost ssh(Sshd sshd, Folder folder, int times) {
    var command =
        "%s -F none -o BatchMode=yes -o UserKnownHostsFile=%s -i %s -p %d %s@%s true"
            .formatted(
                Peers.require(Peer.SSH),
                sshd.knownHosts(),
                sshd.clientKey().file(),
                sshd.port(),
                sshd.user(),
                sshd.host());
    var script =
        """
        for i in $(seq %d); do s=$(date +%%s%%N); %s >/dev/null; e=$(date +%%s%%N); echo wall $((e - s)); done
        cat /proc/$$/stat
        """
            .formatted(times, command);
    var lines =
        Program.run(Program.Launch.of(folder, "/bin/bash", "-c", script)).strip().split("\n");
    var wall =
        Arrays.stream(lines)
            .filter(line -> line.startsWith("wall "))
            .mapToLong(line -> Long.parseLong(line.substring(5)))
            .sorted()
            .toArray();
    return new Cost(Duration.ofNanos(wall[times / 2]), processor(lines[lines.length - 1], times));
  }

  /** Of the children, which are little but ssh: clock ticks of 10 ms. */
  private static Duration processor(String stat, int times) {
    var fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
    var ticks = Long.parseLong(fields[13]) + Long.parseLong(fields[14]);
    return Duration.ofMillis(10 * ticks).dividedBy(times);
  }

  private static double millis(Duration duration) {
    return duration.toNanos() / 1e6;
  }
}
