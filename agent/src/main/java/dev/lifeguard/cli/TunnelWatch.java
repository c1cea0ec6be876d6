package dev.lifeguard.cli;

import dev.lifeguard.bus.Bus;
import dev.lifeguard.reason.Failure;
import dev.lifeguard.reason.Reason.Kind;
import dev.lifeguard.tunnel.ForwardStatus;
import dev.lifeguard.tunnel.StatusLine;
import dev.lifeguard.tunnel.TraceLog;
import dev.lifeguard.tunnel.TunnelEvent;
import dev.lifeguard.tunnel.TunnelEvent.AttemptFailed;
import dev.lifeguard.tunnel.TunnelEvent.ConnectionCut;
import dev.lifeguard.tunnel.TunnelEvent.ForwardChanged;
import dev.lifeguard.tunnel.TunnelEvent.StateChanged;
import dev.lifeguard.tunnel.TunnelId;
import dev.lifeguard.tunnel.TunnelState.Active;
import dev.lifeguard.tunnel.TunnelState.Failed;
import dev.lifeguard.tunnel.TunnelView;
import dev.lifeguard.tunnel.Tunnels;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * What a person sees of a tunnel in the foreground: a line for each change, and on a terminal below
 * them one line that lives. Runs on the command's thread.
 */
final class TunnelWatch {
  private static final Duration PACE = Duration.ofMillis(250);
  private static final String ERASE = "\r\u001b[K";

  private final Tunnels tunnels;
  private final TunnelId id;
  private final PrintWriter err;
  private final boolean terminal = Screen.erases();
  private final BlockingQueue<TunnelEvent> events = new LinkedBlockingQueue<>();
  private Optional<TraceLog> trace = Optional.empty();
  private int traced;
  private boolean wasUp;
  private String saidLast = "";

  TunnelWatch(Tunnels tunnels, TunnelId id, PrintWriter err) {
    this.tunnels = tunnels;
    this.id = id;
    this.err = err;
  }

  void listen(Bus bus) {
    bus.on(TunnelEvent.class, events::add);
  }

  /** From now on tells, too, how the session comes about. */
  void trace() {
    trace = Optional.of(tunnels.trace(id).await());
  }

  /** Until it is asked to stop, or there is no hope; answers the exit code. */
  int until(Stopped stopped) throws InterruptedException {
    while (!stopped.await(PACE)) {
      traceOn();
      for (var event = events.poll(); event != null; event = events.poll()) {
        var failure = tell(event);
        if (failure.isPresent() && !wasUp) return giveUp(failure.orElseThrow());
      }
      live();
    }
    erase();
    return 0;
  }

  /** Answers what makes it hopeless, as long as it has never been up. */
  private Optional<Failure> tell(TunnelEvent event) {
    switch (event) {
      case StateChanged(_, _, Active _, _) -> {
        wasUp = true;
        saidLast = "";
        say("up: " + StatusLine.of(view()));
        view().forwards().forEach(forward -> say("  " + StatusLine.of(forward)));
        view().nagle().filter(_ -> terminal).ifPresent(note -> say("  " + note));
      }
      case StateChanged(_, _, Failed(_, var because), _) -> {
        say("failed: " + because + "; waiting for a changed file");
        return Optional.of(because);
      }
      case StateChanged(_, _, var now, _) when wasUp ->
          say(now.word() + now.life().last().map(why -> ": " + why).orElse(""));
      case ForwardChanged(_, _, _, ForwardStatus.Broken(var why), _) -> {
        say("cannot listen: " + why);
        return Optional.of(why).filter(it -> it.reason().kind() == Kind.PERMANENT);
      }
      case AttemptFailed(_, var why, _, _, _) -> sayOnce("no session yet: " + why + meaning(why));
      case ConnectionCut(_, var forward, var why, _, _) ->
          sayOnce("connection through " + forward + " cut: " + why + meaning(why));
      case ForwardChanged _,
          StateChanged _,
          TunnelEvent.StandbyChanged _,
          TunnelEvent.ConnectionServed _,
          TunnelEvent.Removed _ -> {}
    }
    return Optional.empty();
  }

  private int giveUp(Failure why) {
    erase();
    err.println("lifeguard: no tunnel: " + why.reason().meaning());
    err.flush();
    return Lifeguard.FOUND;
  }

  private void traceOn() {
    if (trace.isEmpty()) return;
    var page = trace.orElseThrow().from(traced);
    page.lines()
        .forEach(line -> say("%8.3f s  %s".formatted(line.at().toNanos() / 1e9, line.text())));
    traced += page.lines().size();
    if (page.ended()) trace = Optional.empty();
  }

  private TunnelView view() {
    return tunnels.views().await().getFirst();
  }

  private static String meaning(Failure why) {
    return " (" + why.reason().meaning() + ")";
  }

  /** What happens again and again is worth one line. */
  private void sayOnce(String line) {
    if (line.equals(saidLast)) return;
    saidLast = line;
    say(line);
  }

  private void say(String line) {
    erase();
    err.println(line);
    err.flush();
  }

  private void live() {
    if (!terminal) return;
    err.print(ERASE + StatusLine.of(view()));
    err.flush();
  }

  private void erase() {
    if (terminal) err.print(ERASE);
  }
}
