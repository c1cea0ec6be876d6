package dev.lifeguard.bench;

import dev.lifeguard.bus.Bus;
import dev.lifeguard.fact.Subject;
import dev.lifeguard.probe.ProbeId;
import dev.lifeguard.probe.tcp.Dialled.Connected;
import dev.lifeguard.probe.tcp.Tcp;
import dev.lifeguard.probe.tcp.TcpEvent.TcpConnected;
import dev.lifeguard.probe.tcp.TcpProbe;
import dev.lifeguard.probe.tcp.TcpTarget;
import dev.lifeguard.time.RealTime;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** TCP looks of which so many are always under way at once: what do they report? */
final class ParallelLooks implements AutoCloseable {
  private final Vertx vertx = Vertx.vertx(new VertxOptions().setPreferNativeTransport(true));
  private final Context context = vertx.getOrCreateContext();
  private final BlockingQueue<Connected> seen = new LinkedBlockingQueue<>();
  private final int port;
  private final Tcp tcp;
  private int begun;
  private int wanted;

  ParallelLooks(int port) {
    this.port = port;
    var bus = new Bus(vertx);
    this.tcp = new Tcp(vertx, bus, new RealTime(vertx));
    bus.on(TcpConnected.class, event -> seen.add(event.connected()));
  }

  List<Connected> run(int parallel, int looks) throws InterruptedException {
    context.runOnContext(
        _ -> {
          wanted = begun + looks;
          for (int n = 0; n < parallel; n++) look();
        });
    var all = new ArrayList<Connected>();
    while (all.size() < looks) {
      var one = seen.poll(30, TimeUnit.SECONDS);
      if (one == null) throw new IllegalStateException("only " + all.size() + " looks connected");
      all.add(one);
    }
    return all;
  }

  /** One ends, the next begins, each at an address of its own. */
  private void look() {
    if (begun == wanted) return;
    var number = begun++;
    var host = "127.%d.%d.%d".formatted(64 + (number >> 16), (number >> 8) & 255, number & 255);
    var id = new ProbeId(Subject.gateway("g" + number), "tcp");
    var probe = new TcpProbe(List.of(id), TcpTarget.of(host, port), Duration.ofSeconds(5), tcp);
    probe.look(_ -> context.runOnContext(_ -> look()));
  }

  @Override
  public void close() {
    vertx.close().await();
  }
}
