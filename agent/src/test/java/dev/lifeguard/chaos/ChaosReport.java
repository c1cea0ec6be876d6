package dev.lifeguard.chaos;

import dev.lifeguard.chaos.TunnelChaos.Cycle;
import java.util.Arrays;
import java.util.List;

/** What the cycles come to, in figures; each one that went wrong by its number. */
final class ChaosReport {
  private final List<Cycle> all;
  private final long seed;

  ChaosReport(List<Cycle> all, long seed) {
    this.all = List.copyOf(all);
    this.seed = seed;
  }

  /** Whether every user got his answer. */
  boolean print() {
    var wrong = all.stream().filter(cycle -> !cycle.wrong().isEmpty()).toList();
    for (var cycle : wrong)
      System.out.printf("cycle %d, %s: %s%n", cycle.number(), cycle.fault(), cycle.wrong());
    for (var fault : Fault.values())
      line(fault.name(), all.stream().filter(cycle -> cycle.fault() == fault).toList());
    line("P12 all, seed " + seed, all);
    return wrong.isEmpty();
  }

  private static void line(String what, List<Cycle> cycles) {
    if (cycles.isEmpty()) return;
    var took = cycles.stream().mapToLong(it -> it.established().toMillis()).sorted().toArray();
    var well = cycles.stream().filter(it -> it.wrong().isEmpty()).count();
    System.out.printf(
        "%s: %d cycles, %.3f %% well, established after mean %.0f ms, P99 %d ms, worst %d ms%n",
        what,
        cycles.size(),
        100.0 * well / cycles.size(),
        Arrays.stream(took).average().orElse(0),
        took[(int) Math.ceil(took.length * 0.99) - 1],
        took[took.length - 1]);
  }
}
