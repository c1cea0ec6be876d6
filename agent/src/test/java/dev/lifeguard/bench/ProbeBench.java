package dev.lifeguard.bench;

import dev.lifeguard.peer.BlackboxExporter;
import dev.lifeguard.probe.tcp.Dialled.Connected;
import dev.lifeguard.probe.tcp.Dialled.Source;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Rows P1 to P3: our TCP looks beside those of a blackbox exporter, one line a figure. */
public final class ProbeBench {
  private static final int PER_SECOND = 667;
  private static final double TICK_MICROS = 10_000;
  private static final Pattern KERNEL_RTT = Pattern.compile("\\brtt:([0-9.]+)/");

  /** How long to look, and at how many. */
  private record Extent(int probes, int everyMillis, int warmUp, int seconds) {
    Extent tenth() {
      return new Extent(probes / 10, everyMillis, warmUp, seconds);
    }
  }

  private final Extent extent;
  private final Process listener;
  private final int port;

  private ProbeBench(Extent extent) throws IOException {
    this.extent = extent;
    this.listener = java(BenchListener.class, List.of()).start();
    this.port = Integer.parseInt(firstLine(listener));
  }

  public static void main(String[] arguments) throws Exception {
    var brief = List.of(arguments).contains("--short");
    var bench =
        new ProbeBench(
            brief ? new Extent(3_333, 5_000, 14, 8) : new Extent(10_000, 15_000, 32, 25));
    try {
      if (!List.of(arguments).contains("--truth")) bench.costs(brief);
      bench.truth();
    } finally {
      bench.listener.destroyForcibly().waitFor();
    }
    System.exit(0);
  }

  private void costs(boolean brief) throws Exception {
    var small = agent(extent.tenth());
    var large = agent(extent);
    var theirs = blackbox(brief ? 8 : 20);
    var ours = large.get("cpu_micros_per_look");
    say("P1 cpu per TCP probe", "ours %.0f us, blackbox_exporter %.0f us", ours, theirs);
    say("P1 ratio", "%.2f (bar 0.25)", ours / theirs);
    say("P1 hot code compiled after", "%.0f s", large.get("compiled_after_s"));
    say("P2 probes", "%d every %.0f s", extent.probes(), extent.everyMillis() / 1e3);
    say("P2 looks", "%.0f, failed %.0f", large.get("looks"), large.get("failures"));
    say("P2 cpu", "%.1f %% of one core (bar 25 %%)", large.get("core_percent"));
    say(
        "P2 lateness",
        "p50 %.0f ms, p99 %.0f ms (bar 50 ms), earliest %.0f ms",
        large.get("p50_late_ms"),
        large.get("p99_late_ms"),
        large.get("earliest_ms"));
    say("P2 memory", "%.0f MiB resident (bar 200 MB)", large.get("rss_mib"));
    var growth = large.get("core_percent") / small.get("core_percent");
    say("P2 growth of cpu at 10 x the probes", "%.1f x (bar 10 x)", growth);
    say(
        "P2 growth of memory at 10 x the probes",
        "%.0f -> %.0f MiB",
        small.get("rss_mib"),
        large.get("rss_mib"));
  }

  private Map<String, Double> agent(Extent extent) throws IOException {
    var arguments =
        Stream.of(port, extent.probes(), extent.everyMillis(), extent.warmUp(), extent.seconds());
    var agent = java(BenchAgent.class, arguments.map(String::valueOf).toList()).start();
    try (var out = agent.inputReader()) {
      return out.lines()
          .map(line -> line.split(" "))
          .filter(words -> words.length == 2)
          .collect(Collectors.toMap(words -> words[0], words -> Double.valueOf(words[1])));
    }
  }

  private double blackbox(int seconds) throws Exception {
    try (var exporter = new BlackboxExporter()) {
      var load = new BlackboxLoad(exporter, port);
      load.run(5 * PER_SECOND, PER_SECOND, 4);
      var process = child("blackbox");
      var before = cpu(process);
      load.run(seconds * PER_SECOND, PER_SECOND, 4);
      return (cpu(process) - before) / (seconds * PER_SECOND);
    }
  }

  private void truth() throws Exception {
    try (var looks = new ParallelLooks(port)) {
      looks.run(16, 4_000);
      for (var parallel : List.of(1, 64, 512)) {
        var seen = looks.run(parallel, parallel == 1 ? 1_000 : 8_000);
        var kernel = seen.stream().filter(one -> one.source() == Source.KERNEL).count();
        say(
            "P3 reported at %d parallel".formatted(parallel),
            "p50 %s, p99 %s, by the kernel %d of %d",
            micros(seen, Connected::latency, 0.5),
            micros(seen, Connected::latency, 0.99),
            kernel,
            seen.size());
        say(
            "P3 wall clock at %d parallel".formatted(parallel),
            "p50 %s, p99 %s",
            micros(seen, Connected::wall, 0.5),
            micros(seen, Connected::wall, 0.99));
        say("P3 the far side's kernel at %d parallel".formatted(parallel), "%s", farSide());
      }
    }
    try (var exporter = new BlackboxExporter()) {
      var took =
          new BlackboxLoad(exporter, port).run(8_000, 1_000_000, 64).stream().sorted().toList();
      say(
          "P3 blackbox_exporter at 64 parallel",
          "p50 %.0f us, p99 %.0f us",
          took.get(took.size() / 2) * 1e6,
          took.get((int) (took.size() * 0.99)) * 1e6);
    }
  }

  /** The listener's own sockets, as the kernel measured them from the other end. */
  private String farSide() throws IOException {
    var command =
        List.of("ss", "-tinH", "state", "established", "state", "close-wait", "sport = :" + port);
    try (var out = new ProcessBuilder(command).start().inputReader()) {
      var seen =
          out.lines()
              .flatMap(line -> KERNEL_RTT.matcher(line).results())
              .map(found -> Duration.ofNanos((long) (Double.parseDouble(found.group(1)) * 1e6)))
              .toList();
      return seen.isEmpty()
          ? "not known"
          : "p50 %s of %d".formatted(micros(seen, took -> took, 0.5), seen.size());
    } catch (IOException e) {
      return "not known: " + e.getMessage();
    }
  }

  private static <T> String micros(List<T> seen, Function<T, Duration> of, double share) {
    var sorted = seen.stream().map(of).sorted().toList();
    return "%.0f us".formatted(sorted.get((int) (sorted.size() * share)).toNanos() / 1e3);
  }

  private static void say(String what, String figures, Object... values) {
    System.out.printf("%-42s %s%n", what, figures.formatted(values));
  }

  private static ProcessHandle child(String name) {
    return ProcessHandle.current()
        .descendants()
        .filter(process -> process.info().command().orElse("").contains(name))
        .findFirst()
        .orElseThrow();
  }

  /** Microseconds of processor time. */
  private static double cpu(ProcessHandle process) throws IOException {
    var stat = Files.readString(Path.of("/proc/" + process.pid() + "/stat"));
    var fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
    return (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) * TICK_MICROS;
  }

  private static ProcessBuilder java(Class<?> main, List<String> arguments) {
    var command = new ArrayList<String>();
    command.add(ProcessHandle.current().info().command().orElse("java"));
    command.addAll(java.lang.management.ManagementFactory.getRuntimeMXBean().getInputArguments());
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
    command.addAll(arguments);
    return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD);
  }

  private static String firstLine(Process process) throws IOException {
    return new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))
        .readLine();
  }
}
