package dev.lifeguard.bench;

import com.sun.management.OperatingSystemMXBean;
import dev.lifeguard.bus.Bus;
import dev.lifeguard.fact.Subject;
import dev.lifeguard.metrics.Metrics;
import dev.lifeguard.metrics.ProbeMeters;
import dev.lifeguard.probe.ProbeEvent.ProbeFailed;
import dev.lifeguard.probe.ProbeEvent.ProbePassed;
import dev.lifeguard.probe.ProbeId;
import dev.lifeguard.probe.ProbeRunner;
import dev.lifeguard.probe.ProbeSettings;
import dev.lifeguard.probe.tcp.Tcp;
import dev.lifeguard.probe.tcp.TcpTarget;
import dev.lifeguard.probe.tcp.TcpWatch;
import dev.lifeguard.rule.RuleEvent;
import dev.lifeguard.rule.RuleSet;
import dev.lifeguard.rule.Rules;
import dev.lifeguard.rule.watch.Freshness;
import dev.lifeguard.rule.watch.RuleVerticle;
import dev.lifeguard.schedule.Schedule;
import dev.lifeguard.schedule.Slots;
import dev.lifeguard.time.RealTime;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Our side of rows P1 and P2, a process of its own: schedule, runner, TCP look, rule and metrics
 * wired as in the agent, looking at as many loopback addresses as asked. Prints its figures.
 */
public final class BenchAgent {
  private static final int COMPILING_AT_MOST = 120;

  private final Duration every;
  private final List<TcpWatch.Shared> targets;
  private final Vertx vertx =
      Vertx.vertx(new VertxOptions().setPreferNativeTransport(true).setEventLoopPoolSize(2));
  private final Bus bus = new Bus(vertx);
  private final Metrics metrics = new Metrics("bench");

  /** Lateness of each look told, in milliseconds; written on one context only. */
  private final int[] late = new int[1 << 20];

  private int looks;
  private int failures;
  private long verdicts;
  private volatile boolean measuring;

  private BenchAgent(int port, int probes, Duration every) {
    this.every = every;
    this.targets =
        TcpWatch.share(IntStream.range(0, probes).mapToObj(n -> watch(n, port)).toList());
  }

  /** Arguments: port, probes, interval in milliseconds, seconds to warm up, seconds to measure. */
  public static void main(String[] arguments) throws Exception {
    var numbers = Arrays.stream(arguments).mapToInt(Integer::parseInt).toArray();
    var bench = new BenchAgent(numbers[0], numbers[1], Duration.ofMillis(numbers[2]));
    bench.start();
    pause(numbers[3]);
    System.out.printf("compiled_after_s %d%n", numbers[3] + awaitCompiled());
    bench.measure(numbers[4]);
    System.exit(0);
  }

  private TcpWatch watch(int number, int port) {
    var address = "127.%d.%d.%d".formatted(1 + (number >> 16), (number >> 8) & 255, number & 255);
    return new TcpWatch(
        new ProbeId(Subject.gateway("g" + number), "tcp"),
        TcpTarget.of(address, port),
        new ProbeSettings(every, Duration.ofSeconds(5)));
  }

  private void start() {
    var time = new RealTime(vertx);
    new ProbeMeters(metrics, bus);
    var rules = new RuleVerticle(bus, time, Freshness.USUAL);
    var runner = new ProbeRunner(bus, time);
    vertx.deployVerticle(rules).await();
    vertx.deployVerticle(runner).await();
    rules.replace(RuleSet.of(Rules.rule("tcp_slow", "tcp_latency > 150ms")), Map.of());
    bus.on(RuleEvent.class, _ -> verdicts++);
    bus.on(ProbePassed.class, this::passed);
    bus.on(ProbeFailed.class, _ -> failures++);
    var tcp = new Tcp(vertx, bus, time);
    var probes = targets.stream().map(shared -> shared.probe(tcp)).toList();
    runner.replace(probes);
    new Schedule(bus, time)
        .replace(probes.stream().collect(Collectors.toMap(probe -> probe.id(), _ -> every)));
  }

  private void passed(ProbePassed passed) {
    if (!measuring || looks == late.length) return;
    late[looks++] = (int) Slots.late(passed.id(), every, passed.at().toEpochMilli());
  }

  private void measure(int seconds) throws Exception {
    var begun = System.nanoTime();
    var before = cpu();
    measuring = true;
    pause(seconds);
    measuring = false;
    var used = cpu() - before;
    var took = System.nanoTime() - begun;
    var sorted = Arrays.copyOf(late, looks);
    Arrays.sort(sorted);
    System.out.printf("looks %d%n", looks);
    System.out.printf("failures %d%n", failures);
    System.out.printf("verdicts %d%n", verdicts);
    System.out.printf("cpu_micros_per_look %.1f%n", used / 1e3 / looks);
    System.out.printf("core_percent %.2f%n", 100.0 * used / took);
    System.out.printf("p50_late_ms %d%n", sorted[looks / 2]);
    System.out.printf("p99_late_ms %d%n", sorted[(int) (looks * 0.99)]);
    System.out.printf("earliest_ms %d%n", sorted[0]);
    System.out.printf("rss_mib %.0f%n", rss());
    System.out.printf("dropped %d%n", bus.dropped());
  }

  /**
   * An agent runs for months: what the JVM spends once, on compiling what is hot, is not the price
   * of a look. Waits until the compiler takes less than one hundredth of a core.
   */
  private static int awaitCompiled() throws InterruptedException {
    var compiler = ManagementFactory.getCompilationMXBean();
    var waited = 0;
    for (var calm = 0; calm < 3 && waited < COMPILING_AT_MOST; waited++) {
      var before = compiler.getTotalCompilationTime();
      pause(1);
      calm = compiler.getTotalCompilationTime() - before < 10 ? calm + 1 : 0;
    }
    return waited;
  }

  private static long cpu() {
    return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
        .getProcessCpuTime();
  }

  private static double rss() throws IOException {
    return Files.readAllLines(Path.of("/proc/self/status")).stream()
        .filter(line -> line.startsWith("VmRSS:"))
        .mapToDouble(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024.0)
        .findFirst()
        .orElse(0);
  }

  private static void pause(int seconds) throws InterruptedException {
    new CountDownLatch(1).await(seconds, TimeUnit.SECONDS);
  }
}
