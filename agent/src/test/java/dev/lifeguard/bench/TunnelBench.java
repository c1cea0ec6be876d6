package dev.lifeguard.bench;

import dev.lifeguard.peer.Folder;
import dev.lifeguard.peer.Sshd;
import dev.lifeguard.tunnel.Backend;
import java.util.Arrays;
import java.util.List;

/**
 * Rows P4 to P9 and P14: tunnels of ours beside {@code ssh} and {@code autossh}, turn by turn, to
 * the same sshd. Prints one line a figure.
 */
public final class TunnelBench {
  private TunnelBench() {}

  /** {@code --short}, and the rows that are wanted: all without any. */
  public static void main(String[] args) throws Exception {
    var words = Arrays.asList(args);
    var effort = words.contains("--short") ? Effort.SHORT : Effort.LONG;
    var rows = words.stream().filter(word -> !word.startsWith("--")).toList();
    if (wanted(rows, "P4")) LoginBench.run(effort);
    if (wanted(rows, "P5") || wanted(rows, "P6")) carrying(effort, rows);
    if (wanted(rows, "P7")) RecoveryBench.killedSessions(effort);
    if (wanted(rows, "P8")) RecoveryBench.longOutage(effort);
    if (wanted(rows, "P9")) SilenceBench.run();
    if (wanted(rows, "P14")) MemoryBench.run();
    System.exit(0);
  }

  private static boolean wanted(List<String> rows, String row) {
    return rows.isEmpty() || rows.contains(row);
  }

  private static void carrying(Effort effort, List<String> rows) throws Exception {
    var carrying = new CarryingBench(effort);
    try (var sshd = Sshd.setup().config("LogLevel INFO").start();
        var folder = new Folder("bench");
        var backend = carrying.backend()) {
      var scene = new TunnelScene(folder);
      if (wanted(rows, "P5")) carrying.bytes(scene, sshd, backend);
      if (wanted(rows, "P6")) carrying.requests(scene, sshd, backend);
    }
  }

  /** How long to measure. */
  enum Effort {
    SHORT(256, 3, 5),
    LONG(2 * 1024, 6, 20);

    /** Of a quarter of a mebibyte. */
    final int blocks;

    final int rounds;
    final int repetitions;

    Effort(int blocks, int rounds, int repetitions) {
      this.blocks = blocks;
      this.rounds = rounds;
      this.repetitions = repetitions;
    }
  }

  /** A backend that sends back what follows the first letter. */
  static Backend echo() {
    return new Backend(
        client -> {
          if (client.getInputStream().read() >= 0)
            client.getInputStream().transferTo(client.getOutputStream());
        });
  }
}
