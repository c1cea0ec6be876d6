package dev.lifeguard.bench;

import dev.lifeguard.peer.BlackboxExporter;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/** Asks a blackbox exporter for TCP probes at a steady rate, as Prometheus would. */
final class BlackboxLoad {
  private static final Pattern DURATION = Pattern.compile("(?m)^probe_duration_seconds (\\S+)$");

  private final BlackboxExporter exporter;
  private final int target;
  private final AtomicInteger next = new AtomicInteger();
  private final ConcurrentLinkedQueue<Double> durations = new ConcurrentLinkedQueue<>();

  BlackboxLoad(BlackboxExporter exporter, int target) {
    this.exporter = exporter;
    this.target = target;
  }

  /**
   * Makes so many probes, so many a second, over so many kept connections; answers what each took.
   */
  List<Double> run(int probes, int perSecond, int connections) throws InterruptedException {
    next.set(0);
    durations.clear();
    var begun = System.nanoTime();
    var threads =
        IntStream.range(0, connections)
            .mapToObj(_ -> Thread.ofPlatform().start(() -> ask(probes, perSecond, begun)))
            .toList();
    for (var thread : threads) thread.join();
    if (durations.size() < probes)
      throw new IllegalStateException("only " + durations.size() + " probes succeeded");
    return List.copyOf(durations);
  }

  private void ask(int probes, int perSecond, long begun) {
    try (var socket = new Socket("127.0.0.1", exporter.port())) {
      socket.setTcpNoDelay(true);
      var in = new BufferedInputStream(socket.getInputStream());
      for (int number; (number = next.getAndIncrement()) < probes; ) {
        await(begun + number * 1_000_000_000L / perSecond);
        socket.getOutputStream().write(request(number));
        var body = body(in);
        var duration = DURATION.matcher(body);
        if (body.contains("probe_success 1") && duration.find())
          durations.add(Double.parseDouble(duration.group(1)));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void await(long nanos) {
    for (long left; (left = nanos - System.nanoTime()) > 0; ) LockSupport.parkNanos(left);
  }

  private byte[] request(int number) {
    var host = "127.%d.%d.%d".formatted(1 + (number >> 16), (number >> 8) & 255, number & 255);
    return "GET /probe?module=tcp_connect&target=%s:%d HTTP/1.1\r\nHost: bench\r\n\r\n"
        .formatted(host, target)
        .getBytes(StandardCharsets.US_ASCII);
  }

  private static String body(InputStream in) throws IOException {
    var length = -1;
    for (String line; !(line = line(in)).isEmpty(); )
      if (line.regionMatches(true, 0, "content-length:", 0, 15))
        length = Integer.parseInt(line.substring(15).strip());
    if (length >= 0) return new String(in.readNBytes(length), StandardCharsets.UTF_8);
    var body = new StringBuilder();
    for (int chunk; (chunk = Integer.parseInt(line(in), 16)) > 0; line(in))
      body.append(new String(in.readNBytes(chunk), StandardCharsets.UTF_8));
    line(in);
    return body.toString();
  }

  private static String line(InputStream in) throws IOException {
    var line = new StringBuilder();
    for (int read; (read = in.read()) != '\n'; ) {
      if (read < 0) throw new EOFException();
      if (read != '\r') line.append((char) read);
    }
    return line.toString();
  }
}
