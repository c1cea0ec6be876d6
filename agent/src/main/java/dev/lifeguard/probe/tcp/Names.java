package dev.lifeguard.probe.tcp;

import dev.lifeguard.bus.Bus;
import dev.lifeguard.probe.tcp.Resolved.Found;
import dev.lifeguard.probe.tcp.Resolved.NoSuchName;
import dev.lifeguard.probe.tcp.Resolved.ResolverFailed;
import dev.lifeguard.probe.tcp.TcpEvent.ResolverBack;
import dev.lifeguard.probe.tcp.TcpEvent.ResolverLost;
import dev.lifeguard.reason.Failure;
import dev.lifeguard.reason.Reason;
import dev.lifeguard.time.Time;
import dev.lifeguard.time.Timer;
import io.vertx.core.Vertx;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Resolves names and remembers an answer for seconds only. When the resolver itself fails, the last
 * good addresses serve on: that is one matter of this machine's, and no target's. Belongs to one
 * Vert.x context.
 */
final class Names {
  private static final Logger log = LoggerFactory.getLogger(Names.class);

  private static final Duration FRESH = Duration.ofSeconds(5);

  /** A resolver that needs longer than this has failed. */
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  private final Vertx vertx;
  private final Bus bus;
  private final Time time;
  private final Resolver resolver;
  private final Map<String, Name> names = new HashMap<>();
  private boolean lost;

  Names(Vertx vertx, Bus bus, Time time, Resolver resolver) {
    this.vertx = vertx;
    this.bus = bus;
    this.time = time;
    this.resolver = resolver;
  }

  /** Answers once: at once if the answer is fresh, and always within the resolver's patience. */
  void resolve(String name, Consumer<Resolved> answer) {
    names.computeIfAbsent(name, Name::new).resolve(answer);
  }

  /** Told once, whatever the number of names that cannot be resolved. */
  private void lost(Failure because) {
    if (lost) return;
    lost = true;
    log.info("resolver lost {}", because);
    bus.publish(new ResolverLost(because, time.now()));
  }

  private void back() {
    if (!lost) return;
    lost = false;
    log.info("resolver back");
    bus.publish(new ResolverBack(time.now()));
  }

  /** One name and those who wait for it. */
  private final class Name {
    private final String name;
    private final List<Consumer<Resolved>> waiting = new ArrayList<>();
    private List<InetAddress> lastGood = List.of();
    private long resolved = time.nanos() - FRESH.toNanos();
    private boolean asking;
    private boolean overdue;
    private Timer patience = () -> {};

    Name(String name) {
      this.name = name;
    }

    void resolve(Consumer<Resolved> answer) {
      if (time.since(resolved).compareTo(FRESH) < 0) {
        answer.accept(new Found(lastGood, false));
      } else if (overdue) {
        answer.accept(withoutResolver("the resolver does not answer"));
      } else {
        waiting.add(answer);
        if (!asking) ask();
      }
    }

    private void ask() {
      asking = true;
      var context = vertx.getOrCreateContext();
      patience = time.after(PATIENCE, this::overdue);
      resolver.ask(name, said -> context.runOnContext(_ -> heard(said)));
    }

    private void heard(Resolver.Said said) {
      asking = false;
      overdue = false;
      patience.cancel();
      answer(
          switch (said) {
            case Resolver.Said.Addresses(var addresses) -> good(addresses);
            case Resolver.Said.NoSuchName(var detail) -> noSuchName(detail);
            case Resolver.Said.Nothing(var detail) -> withoutResolver(detail);
          });
    }

    private void overdue() {
      overdue = true;
      answer(withoutResolver("no answer within " + PATIENCE.toSeconds() + " s"));
    }

    private Resolved good(List<InetAddress> addresses) {
      back();
      lastGood = addresses;
      resolved = time.nanos();
      return new Found(addresses, false);
    }

    private Resolved noSuchName(String detail) {
      back();
      return new NoSuchName(new Failure(Reason.UNRESOLVED, detail));
    }

    private Resolved withoutResolver(String detail) {
      var failure = new Failure(Reason.UNRESOLVED, name + ": " + detail);
      lost(failure);
      return lastGood.isEmpty() ? new ResolverFailed(failure) : new Found(lastGood, true);
    }

    private void answer(Resolved resolved) {
      var told = List.copyOf(waiting);
      waiting.clear();
      for (var one : told) one.accept(resolved);
    }
  }
}
