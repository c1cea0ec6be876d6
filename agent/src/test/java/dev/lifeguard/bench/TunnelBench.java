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

  /**
   * {@code --short}, and the rows that are wanted: all without any. Numbers are the outages of P8
   * in seconds.
   */
  public static void main(String[] args) throws Exception {
    var words = Arrays.asList(args);
    var effort = words.contains("--short") ? Effort.SHORT : Effort.LONG;
    var rows = words.stream().filter(word -> !word.startsWith("--")).toList();
    if (wanted(rows, "P4")) LoginBench.run(effort);
    if (wanted(rows, "P5") || wanted(rows, "P6")) carrying(effort, rows);
    if (wanted(rows, "P7")) RecoveryBench.killedSessions(effort);
    if (wanted(rows, "P8")) RecoveryBench.longOutages(outages(rows, effort));
    if (wanted(rows, "P9")) SilenceBench.run();
    if (wanted(rows, "P14")) MemoryBench.run();
    System.exit(0);
  }

  private static boolean wanted(List<String> rows, String row) {
    return rows.isEmpty() || rows.contains(row);
  }

  private static List<Integer> outages(List<String> words, Effort effort) {
    var asked = words.stream().filter(word -> word.matches("\\d+")).map(Integer::valueOf).toList();
    if (!asked.isEmpty()) return asked;
    return effort == Effort.SHORT ? List.of(20) : List.of(30, 60, 90);
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
