package dev.lifeguard.tunnel;

import java.net.InetSocketAddress;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Connections that we make to our own listeners, to see whether it is we who answer there. Usable
 * from any thread.
 */
final class Knocks {
  private final Map<InetSocketAddress, CompletableFuture<Void>> expected =
      new ConcurrentHashMap<>();

  /** Completes when a listener of ours meets a connection from that address. */
  CompletableFuture<Void> expect(InetSocketAddress from) {
    return expected.computeIfAbsent(from, _ -> new CompletableFuture<>());
  }

  void forget(InetSocketAddress from) {
    expected.remove(from);
  }

  /** Whether the visitor only knocked, and nothing is to be carried for it. */
  boolean answer(InetSocketAddress visitor) {
    if (expected.isEmpty()) return false;
    var knock = expected.remove(visitor);
    return knock != null && knock.complete(null);
  }
}
