package dev.lifeguard.gateway.health;

import dev.lifeguard.gateway.ProviderState;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What is known of each provider: what the gateway's own calls met with, and whether it can be
 * reached at all. A call counts for more, because reaching a provider says nothing about our key.
 */
final class ProviderBook {
  /** How a provider is, and why we say so. */
  record Verdict(ProviderState state, String detail) {}

  private final Map<String, ProviderSign> calls = new HashMap<>();
  private final Map<String, ProviderSign> reached = new HashMap<>();

  /** A sign from the gateway's own traffic. */
  void called(ProviderSign sign) {
    calls.merge(sign.provider(), sign, (old, fresh) -> fresh.at().isBefore(old.at()) ? old : fresh);
  }

  /** A sign from asking whether it is there. */
  void asked(ProviderSign sign) {
    reached.put(sign.provider(), sign);
  }

  /** The key may be another one now. */
  void configured() {
    calls.values().removeIf(sign -> sign.state() == ProviderState.UNAUTHORIZED);
  }

  /** Empty when nothing is known. */
  Optional<Verdict> verdict(String provider, Instant now) {
    var call = Optional.ofNullable(calls.get(provider)).filter(it -> it.believedAt(now));
    var reach = Optional.ofNullable(reached.get(provider)).filter(it -> it.believedAt(now));
    var bad = call.filter(it -> it.state() != ProviderState.AVAILABLE);
    // it was unreachable then, and is reachable now
    var over =
        bad.filter(it -> it.state() == ProviderState.UNREACHABLE).isPresent()
            && reach.filter(it -> answersSince(it, bad.get())).isPresent();
    return (over ? reach : bad.or(() -> reach).or(() -> call))
        .map(sign -> new Verdict(sign.state(), sign.detail()));
  }

  private static boolean answersSince(ProviderSign reach, ProviderSign bad) {
    return reach.state() == ProviderState.AVAILABLE && reach.at().isAfter(bad.at());
  }
}
