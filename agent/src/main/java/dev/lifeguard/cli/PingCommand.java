package dev.lifeguard.cli;

import dev.lifeguard.gateway.GatewayPing;
import dev.lifeguard.gateway.GatewayPing.Pong;
import dev.lifeguard.gateway.GatewaySettings;
import dev.lifeguard.gateway.HandshakeFailure;
import dev.lifeguard.gateway.Limits;
import dev.lifeguard.gateway.Phases;
import dev.lifeguard.reason.Failure;
import dev.lifeguard.reason.Reason;
import dev.lifeguard.time.RealTime;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Round trips to one gateway, phase by phase, as ping does. */
@Command(
    name = "ping",
    mixinStandardHelpOptions = true,
    description = {
      "Prints each round trip to a gateway with its phases, until it is interrupted.",
      "Stops at once when the gateway refuses the token: a second attempt would count against us."
    })
final class PingCommand implements Callable<Integer> {
  @Mixin private Target target;

  @Parameters(
      paramLabel = "GATEWAY|URL",
      description = {
        "A configured name, or an address: ws://, wss://, http://, https:// or HOST:PORT.",
        "The address of a configured gateway is asked with that gateway's token."
      })
  private String gateway;

  @Option(names = "-c", paramLabel = "COUNT", description = "Stop after so many.")
  private long count = Long.MAX_VALUE;

  @Option(names = "-i", paramLabel = "SECONDS", description = "Between two; 1 by default.")
  private double interval = 1;

  @Option(names = "--json", description = "One JSON object a line.")
  private boolean asJson;

  @Spec private CommandSpec spec;

  private final List<Double> times = new CopyOnWriteArrayList<>();
  private final CountDownLatch interrupted = new CountDownLatch(1);
  private volatile long sent;

  @Override
  public Integer call() throws InterruptedException {
    if (interval <= 0 || count <= 0) throw Refusal.wrongUse("-c and -i must be greater than 0");
    GatewaySettings settings = target.settings(gateway);
    var out = spec.commandLine().getOut();
    var vertx = Vertx.vertx();
    var summary = new Thread(() -> ended(out));
    Runtime.getRuntime().addShutdownHook(summary);
    try {
      pings(vertx, settings, out);
    } finally {
      Runtime.getRuntime().removeShutdownHook(summary);
      vertx.close();
    }
    summarise(out);
    return verdict();
  }

  private int verdict() {
    return times.size() == sent ? 0 : Lifeguard.FOUND;
  }

  /** Ctrl-C is how a ping usually ends: the JVM would call that a failure. */
  private void ended(PrintWriter out) {
    summarise(out);
    Runtime.getRuntime().halt(verdict());
  }

  private void pings(Vertx vertx, GatewaySettings settings, PrintWriter out)
      throws InterruptedException {
    var ping = new GatewayPing(vertx, new RealTime(vertx), settings, Limits.DEFAULT, target.key());
    while (sent < count) {
      var pong = ping.once().await();
      if (pong instanceof Pong.HeldOff(var because)) {
        stopped(because, out);
        return;
      }
      sent++;
      print(pong, out);
      if (sent < count && interrupted.await((long) (interval * 1e9), TimeUnit.NANOSECONDS)) return;
    }
  }

  private void stopped(Failure because, PrintWriter out) {
    if (asJson)
      out.println(
          new JsonObject()
              .put("stopped", because.reason().code())
              .put("detail", because.detail())
              .encode());
    else out.println("stopped: " + because);
    if (sent == 0) sent++; // not even one can be sent
  }

  private void print(Pong pong, PrintWriter out) {
    switch (pong) {
      case Pong.Answered(var phases, var version) -> {
        var total = phases.total().toNanos() / 1e6;
        times.add(total);
        if (asJson) out.println(json(phases).put("version", version).encode());
        else
          out.printf(
              "%s: seq=%d version=%s %s total=%.1f ms%n",
              gateway, sent, version, text(phases), total);
      }
      case Pong.Failed(var failure) -> failed(failure, out);
      case Pong.HeldOff _ -> {}
    }
    out.flush();
  }

  private void failed(HandshakeFailure failure, PrintWriter out) {
    if (asJson) out.println(json(failure).encode());
    else failed(failure, out, text(failure.phases()));
  }

  private void failed(HandshakeFailure failure, PrintWriter out, String phases) {
    out.printf(
        "%s: seq=%d%s failed at %s: %s%n",
        gateway,
        sent,
        phases.isEmpty() ? "" : " " + phases,
        failure.at().code(),
        failure.failure());
    if (failure.failure().reason() == Reason.CREDENTIAL_MISSING)
      out.println("  give its token: " + target.tokenAdvice(gateway));
    failure.pairing().ifPresent(it -> out.println("  approve this device: " + it.command()));
  }

  private JsonObject json(HandshakeFailure failure) {
    var line =
        json(failure.phases())
            .put("failedAt", failure.at().code())
            .put("reason", failure.failure().reason().code())
            .put("detail", failure.failure().detail());
    failure.pairing().ifPresent(it -> line.put("approve", it.command()));
    return line;
  }

  private JsonObject json(Phases phases) {
    var milliseconds = new JsonObject();
    for (var step : phases.steps())
      milliseconds.put(step.phase().code(), step.took().toNanos() / 1e6);
    return new JsonObject().put("seq", sent).put("phasesMs", milliseconds);
  }

  private static String text(Phases phases) {
    return phases.steps().stream()
        .map(step -> "%s=%.2f".formatted(step.phase().code(), step.took().toNanos() / 1e6))
        .collect(Collectors.joining(" "));
  }

  private void summarise(PrintWriter out) {
    if (asJson) return;
    out.printf("--- %s: %d sent, %d answered%n", gateway, sent, times.size());
    if (!times.isEmpty()) {
      // the first round pays for classes being loaded: it says nothing of the gateway
      var sorted = times.stream().skip(times.size() > 1 ? 1 : 0).sorted().toList();
      out.printf(
          "min/median/max = %.1f/%.1f/%.1f ms"
              + (times.size() > 1 ? " (without the first)" : "")
              + "%n",
          sorted.getFirst(),
          sorted.get(sorted.size() / 2),
          sorted.getLast());
    }
    out.flush();
  }
}
