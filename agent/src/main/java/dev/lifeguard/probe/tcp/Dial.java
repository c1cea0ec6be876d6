package dev.lifeguard.probe.tcp;

import dev.lifeguard.probe.Probe;
import dev.lifeguard.probe.tcp.Dialled.NotTried;
import dev.lifeguard.reason.Failure;
import dev.lifeguard.reason.Reason;
import dev.lifeguard.time.Time;
import dev.lifeguard.time.Timer;
import io.netty.channel.EventLoop;
import io.vertx.core.Vertx;
import io.vertx.core.internal.ContextInternal;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.function.Consumer;

/**
 * Connects to addresses, to each at most once a second: whoever asks meanwhile shares the next
 * attempt. OpenSSH takes a second of penalty for each connection that never logs in and forgives
 * one a second, so that no number of probes, aliases and gateways behind one server can get this
 * machine banned from it. Belongs to one Vert.x context, on whose event loop it connects.
 */
final class Dial {
  static final Duration SPACING = Duration.ofSeconds(1);

  private static final Dialled NOT_TRIED =
      new NotTried(
          new Failure(Reason.BUDGET_EXHAUSTED, "one connection a second, and others were first"));

  private final Vertx vertx;
  private final Time time;

  private final Map<InetSocketAddress, Line> lines = new HashMap<>();

  /** Lines that nobody waits for, oldest first: remembered until their second is over. */
  private final Queue<Line> idle = new ArrayDeque<>();

  Dial(Vertx vertx, Time time) {
    this.vertx = vertx;
    this.time = time;
  }

  /** Answers once. Ended before its turn came, it says that it did not try. */
  Probe.Look connect(InetSocketAddress address, Consumer<Dialled> answer) {
    forgetIdle();
    var line = lines.computeIfAbsent(address, Line::new);
    var caller = new Caller(line, answer);
    line.join(caller);
    return caller;
  }

  int remembered() {
    return lines.size();
  }

  private void forgetIdle() {
    while (!idle.isEmpty() && idle.element().spacingLeft() <= 0) {
      var line = idle.remove();
      if (line.callers.isEmpty()) lines.remove(line.address);
    }
  }

  private EventLoop loop() {
    return ((ContextInternal) vertx.getOrCreateContext()).nettyEventLoop();
  }

  /** One who waits for an answer. */
  private final class Caller implements Probe.Look {
    private final Line line;
    private final Consumer<Dialled> answer;

    Caller(Line line, Consumer<Dialled> answer) {
      this.line = line;
      this.answer = answer;
    }

    @Override
    public void end() {
      line.leave(this);
    }
  }

  /** Those who want to know of one address. */
  private final class Line {
    private final InetSocketAddress address;
    private final List<Caller> callers = new ArrayList<>(1);
    private long begun = time.nanos() - SPACING.toNanos();
    private Timer turn = () -> {};
    private Probe.Look attempt = () -> {};
    private boolean underWay;

    Line(InetSocketAddress address) {
      this.address = address;
    }

    long spacingLeft() {
      return SPACING.toNanos() - (time.nanos() - begun);
    }

    void join(Caller caller) {
      callers.add(caller);
      if (callers.size() > 1) return;
      var left = spacingLeft();
      if (left <= 0) begin();
      else turn = time.after(Duration.ofNanos(left), this::begin);
    }

    private void begin() {
      begun = time.nanos();
      underWay = true;
      attempt = Attempt.begin(loop(), time, address, this::answered);
    }

    private void answered(Dialled dialled) {
      underWay = false;
      var told = List.copyOf(callers);
      callers.clear();
      idle.add(this);
      for (var caller : told) caller.answer.accept(dialled);
    }

    void leave(Caller caller) {
      if (!callers.contains(caller)) return;
      if (underWay && callers.size() == 1) {
        attempt.end();
        return;
      }
      callers.remove(caller);
      caller.answer.accept(underWay ? Attempt.late(address) : NOT_TRIED);
      if (callers.isEmpty()) {
        turn.cancel();
        idle.add(this);
      }
    }
  }
}
