package dev.lifeguard.ssh;

import dev.lifeguard.reason.FailedException;
import dev.lifeguard.reason.Reason;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Resolves names, each time anew and within a deadline. When the resolver itself fails, the last
 * good addresses of the name serve on: a broken resolver is not a broken server.
 */
final class Names {
  private final Map<String, List<InetAddress>> lastGood = new ConcurrentHashMap<>();

  /**
   * @param remembered the resolver failed, and these are the last good addresses
   */
  record Resolved(List<InetAddress> addresses, boolean remembered) {}

  Resolved resolve(String host, Duration within) throws InterruptedException {
    var answer = new CompletableFuture<List<InetAddress>>();
    Thread.ofVirtual().name("ssh-resolve").start(() -> ask(host, answer));
    try {
      var addresses = answer.get(within.toNanos(), TimeUnit.NANOSECONDS);
      lastGood.put(host, addresses);
      return new Resolved(addresses, false);
    } catch (TimeoutException e) {
      return remembered(host, "the resolver does not answer");
    } catch (ExecutionException e) {
      return remembered(host, "no address for " + host);
    }
  }

  private static void ask(String host, CompletableFuture<List<InetAddress>> answer) {
    try {
      answer.complete(List.of(InetAddress.getAllByName(host)));
    } catch (UnknownHostException e) {
      answer.completeExceptionally(e);
    }
  }

  private Resolved remembered(String host, String because) {
    var addresses = lastGood.getOrDefault(host, List.of());
    if (addresses.isEmpty()) throw new FailedException(Reason.UNRESOLVED, because);
    return new Resolved(addresses, true);
  }
}
