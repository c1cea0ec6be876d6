package dev.lifeguard.path.hop;

import dev.lifeguard.reason.Reason;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What the gateways behind one host say of it. It is taken for unreachable once at least two of
 * them, and half of all, fail at the host and nobody has got through since. For one thread.
 */
final class HostRecord {
  private static final int WITNESSES = 2;

  /** What is to be told of the host. */
  sealed interface Finding {
    record Up() implements Finding {}

    record Unreachable(Reason reason) implements Finding {}

    record NotKnown(String because) implements Finding {}
  }

  private record Failure(Reason reason, long since) {}

  private final int gateways;
  private final Map<String, Failure> failing = new HashMap<>();
  private Optional<Long> lastProof = Optional.empty();

  HostRecord(int gateways) {
    this.gateways = gateways;
  }

  void hear(String gateway, Witness witness, long nanos) {
    switch (witness) {
      case Witness.Proof _ -> {
        lastProof = Optional.of(nanos);
        failing.remove(gateway);
      }
      case Witness.Elsewhere _ -> failing.remove(gateway);
      case Witness.Failing(var reason) -> {
        var since = failing.containsKey(gateway) ? failing.get(gateway).since : nanos;
        failing.put(gateway, new Failure(reason, since));
      }
    }
  }

  Finding finding() {
    var enough = failing.size() >= WITNESSES && failing.size() * 2 >= gateways;
    if (enough && nobodyGotThroughSince(nthFailure())) return new Finding.Unreachable(reason());
    if (lastProof.isEmpty()) return new Finding.NotKnown("nobody got through yet");
    return new Finding.Up();
  }

  private boolean nobodyGotThroughSince(long nanos) {
    return lastProof.map(proof -> proof - nanos < 0).orElse(true);
  }

  /** When the second of them began to fail. */
  private long nthFailure() {
    return failing.values().stream()
        .map(Failure::since)
        .sorted()
        .skip(WITNESSES - 1)
        .findFirst()
        .orElseThrow();
  }

  /** The reason that most of them give. */
  private Reason reason() {
    var counts = new HashMap<Reason, Integer>();
    failing.values().forEach(failure -> counts.merge(failure.reason, 1, Integer::sum));
    return counts.entrySet().stream()
        .max(
            Map.Entry.<Reason, Integer>comparingByValue()
                .thenComparing(Map.Entry.<Reason, Integer>comparingByKey().reversed()))
        .orElseThrow()
        .getKey();
  }
}
