package dev.lifeguard.bench;

import dev.lifeguard.peer.Folder;
import dev.lifeguard.peer.Sshd;
import dev.lifeguard.tunnel.Backend;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Row P14: what each further tunnel, to a server of its own, costs in memory (PSS). */
final class MemoryBench {
  private static final int MORE = 10;

  private MemoryBench() {}

  static void run() throws Exception {
    var servers = new ArrayList<Sshd>();
    try (var folder = new Folder("bench");
        var backend = TunnelBench.echo()) {
      for (int i = 0; i <= MORE; i++) servers.add(Sshd.setup().config("LogLevel INFO").start());
      var scene = new TunnelScene(folder);
      var one = ours(scene, servers.subList(0, 1), backend);
      var all = ours(scene, servers, backend);
      var theirs = autossh(scene, servers, backend);
      System.out.printf(
          "P14 memory of each further tunnel: ours %.2f MiB (bar 0.5; process %.0f MiB with one);"
              + " autossh and ssh %.2f MiB%n",
          (all - one) / 1024.0 / MORE, one / 1024.0, theirs / 1024.0 / servers.size());
    } finally {
      servers.forEach(Sshd::close);
    }
  }

  private static long ours(TunnelScene scene, List<Sshd> servers, Backend backend)
      throws Exception {
    try (var fleet = scene.ours(servers, backend)) {
      fleet.ports().forEach(TunnelScene::awaitCarrying);
      return settled(fleet.program().pid());
    }
  }

  private static long autossh(TunnelScene scene, List<Sshd> servers, Backend backend)
      throws Exception {
    var tunnels = new ArrayList<TunnelScene.Tunnel>();
    try {
      for (var sshd : servers) tunnels.add(scene.autossh(sshd, backend));
      for (var tunnel : tunnels) TunnelScene.awaitCarrying(tunnel.port());
      var sum = 0L;
      for (var tunnel : tunnels) sum += tree(tunnel.program().pid());
      return sum;
    } finally {
      tunnels.forEach(TunnelScene.Tunnel::close);
    }
  }

  private static long settled(long pid) throws Exception {
    var later = CompletableFuture.delayedExecutor(10, TimeUnit.SECONDS);
    CompletableFuture.runAsync(() -> {}, later).get();
    return tree(pid);
  }

  /** In KiB, with all children. */
  private static long tree(long pid) {
    var process = ProcessHandle.of(pid).orElseThrow();
    return Stream.concat(Stream.of(process), process.descendants())
        .mapToLong(each -> pss(each.pid()))
        .sum();
  }

  private static long pss(long pid) {
    try (var lines = Files.lines(Path.of("/proc/" + pid + "/smaps_rollup"))) {
      return lines
          .filter(line -> line.startsWith("Pss:"))
          .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
          .sum();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
