package dev.lifeguard.metrics;

import com.sun.management.UnixOperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;

/** The process's own figures, under the names that every Prometheus client library uses. */
final class OwnProcess {
  private static final Path STATM = Path.of("/proc/self/statm");
  private static final int PAGE = 4096;

  private OwnProcess() {}

  static void bind(Metrics metrics) {
    var started = ManagementFactory.getRuntimeMXBean().getStartTime() / 1e3;
    metrics.gauge(
        "process_start_time_seconds", "When the process started, since the epoch.", () -> started);
    if (Files.isReadable(STATM))
      metrics.gauge(
          "process_resident_memory_bytes",
          "Memory in use, as the system sees it.",
          OwnProcess::resident);
    if (!(ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean system))
      return;
    metrics.counter(
        "process_cpu_seconds_total",
        "Processor time used, in user and in system mode.",
        () -> system.getProcessCpuTime() / 1e9);
    metrics.gauge("process_open_fds", "Open file descriptors.", system::getOpenFileDescriptorCount);
    metrics.gauge(
        "process_max_fds", "File descriptors at most.", system::getMaxFileDescriptorCount);
  }

  private static double resident() {
    try {
      return Long.parseLong(Files.readString(STATM).split(" ")[1]) * (double) PAGE;
    } catch (IOException e) {
      return Double.NaN;
    }
  }
}
