package dev.lifeguard.diagnosis.far;

import dev.lifeguard.diagnosis.evidence.Sign.FarListeners;
import dev.lifeguard.diagnosis.evidence.Sign.Listener;
import dev.lifeguard.reason.FailedException;
import dev.lifeguard.ssh.SshAcceptor;
import dev.lifeguard.ssh.SshSession;
import dev.lifeguard.time.Time;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Looks for a gateway on the far host: asks the few likeliest of its listeners for a gateway's
 * health page, through the session. Blocks.
 */
public final class GatewaySearch {
  private static final int USUAL = 18_789;
  private static final int MOST = 32;
  private static final int ENOUGH = 8;
  private static final Duration EACH = Duration.ofMillis(1500);

  /** System services: nobody runs a gateway there. */
  private static final int FIRST_PORT = 1024;

  private static final SshAcceptor.Origin US = new SshAcceptor.Origin("127.0.0.1", 0);

  private final SshSession session;
  private final Time time;
  private final Duration altogether;

  public GatewaySearch(SshSession session, Time time, Duration altogether) {
    this.session = session;
    this.time = time;
    this.altogether = altogether;
  }

  /** Who listens, and where gateways answer, other than on the port that was tried. */
  public FarListeners search(List<Listener> listeners, int tried) throws InterruptedException {
    var begun = time.nanos();
    var found = new ArrayList<Integer>();
    for (var listener : candidates(listeners, tried)) {
      if (found.size() == ENOUGH || time.since(begun).compareTo(altogether) > 0) break;
      if (answers(listener)) found.add(listener.port());
    }
    return new FarListeners(listeners, found);
  }

  private static List<Listener> candidates(List<Listener> listeners, int tried) {
    return listeners.stream()
        .filter(it -> it.port() >= FIRST_PORT && it.port() != tried)
        .sorted(Comparator.comparingInt(GatewaySearch::unlikely))
        .limit(MOST)
        .toList();
  }

  private static int unlikely(Listener listener) {
    var named = listener.process().map(it -> it.contains("openclaw")).orElse(false);
    if (named || listener.port() == USUAL) return 0;
    return listener.process().map(it -> it.contains("node") ? 1 : 3).orElse(2);
  }

  private boolean answers(Listener listener) throws InterruptedException {
    var page = new HealthPage();
    try {
      var channel =
          session
              .openTcp(host(listener), listener.port(), US, page)
              .toCompletableFuture()
              .get(EACH.toMillis(), TimeUnit.MILLISECONDS);
      try {
        channel.write(ByteBuffer.wrap(page.request()));
        return page.isGateway(EACH);
      } finally {
        channel.close();
      }
    } catch (ExecutionException e) {
      if (e.getCause() instanceof FailedException) return false;
      throw new IllegalStateException(e.getCause());
    } catch (TimeoutException e) {
      return false;
    }
  }

  private static String host(Listener listener) {
    var address = listener.address();
    return address.contains(":") && !address.equals("::") ? address : "127.0.0.1";
  }
}
