package dev.lifeguard.bench;

import dev.lifeguard.peer.Await;
import dev.lifeguard.peer.Folder;
import dev.lifeguard.peer.Sshd;
import dev.lifeguard.ssh.config.SshSettings.Keepalive;
import dev.lifeguard.tunnel.Workbench;
import java.time.Duration;
import java.util.function.BooleanSupplier;

/** Row P9: how long until somebody notices that the far side says nothing any more. */
final class SilenceBench {
  private SilenceBench() {}

  static void run() {
    ours("default, 5 s x 2", new Keepalive(Duration.ofSeconds(5), 2));
    ours("1 s x 2", new Keepalive(Duration.ofSeconds(1), 2));
    try (var sshd = Sshd.setup().config("LogLevel INFO").start();
        var folder = new Folder("bench");
        var backend = TunnelBench.echo();
        var ssh = new TunnelScene(folder).ssh(sshd, backend)) {
      TunnelScene.awaitCarrying(ssh.port());
      tell("ssh, 5 s x 2", silence(sshd, () -> !ssh.program().alive()));
    }
  }

  private static void ours(String name, Keepalive keepalive) {
    try (var sshd = Sshd.setup().config("LogLevel INFO").start();
        var backend = TunnelBench.echo();
        var bench = new Workbench()) {
      bench.keepOne(Workbench.ssh(sshd, keepalive), backend.at());
      tell("ours, " + name, silence(sshd, () -> !isActive(bench)));
    }
  }

  private static boolean isActive(Workbench bench) {
    return Workbench.await(bench.tunnels.views()).getFirst().state().word().equals("active");
  }

  private static Duration silence(Sshd sshd, BooleanSupplier noticed) {
    var start = System.nanoTime();
    sshd.suspend();
    Await.until("the silence is noticed", Duration.ofSeconds(60), noticed);
    var took = Duration.ofNanos(System.nanoTime() - start);
    sshd.resume();
    return took;
  }

  private static void tell(String who, Duration took) {
    System.out.printf("P9 half-open path noticed, %s: %.1f s%n", who, took.toMillis() / 1e3);
  }
}
