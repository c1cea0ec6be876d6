package dev.lifeguard.diagnosis.cause;

import static dev.lifeguard.diagnosis.Confidence.CERTAIN;

import dev.lifeguard.diagnosis.Cause;
import dev.lifeguard.diagnosis.evidence.Evidence;
import dev.lifeguard.diagnosis.evidence.Sign;
import dev.lifeguard.diagnosis.evidence.Sign.Seen;
import dev.lifeguard.fact.Fact;
import dev.lifeguard.fact.FactValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Causes behind the gateway: channels and providers, each by its own state. */
final class PartCauses {
  private PartCauses() {}

  static List<Suspicion> of(Evidence evidence) {
    var found = new ArrayList<Suspicion>();
    evidence.seen(Fact.CHANNEL_STATUS).flatMap(it -> channel(evidence, it)).forEach(found::add);
    evidence.seen(Fact.PROVIDER_STATUS).flatMap(it -> provider(evidence, it)).forEach(found::add);
    evidence
        .first(Sign.Suppressed.class)
        .filter(it -> !it.channels().isEmpty())
        .map(
            it ->
                Suspicion.of(
                        Cause.CHANNEL_SUPPRESSED,
                        CERTAIN,
                        evidence.names(),
                        "/readyz: suppressed " + String.join(", ", it.channels()))
                    .naming("channel", it.channels().getFirst()))
        .ifPresent(found::add);
    return found;
  }

  private static Stream<Suspicion> channel(Evidence evidence, Seen seen) {
    var state = word(seen);
    var labels = seen.subject().labels();
    var name = labels.getOrDefault("channel", "") + "/" + labels.getOrDefault("account", "");
    return channel(state)
        .map(
            cause ->
                Suspicion.of(cause, CERTAIN, evidence.names(), "channel " + name + " is " + state)
                    .naming("channel", labels.getOrDefault("channel", ""))
                    .naming("account", labels.getOrDefault("account", "")))
        .stream();
  }

  private static Optional<Cause> channel(String state) {
    return switch (state) {
      case "blocked" -> Optional.of(Cause.CHANNEL_BLOCKED);
      case "silent" -> Optional.of(Cause.CHANNEL_SILENT);
      case "suppressed" -> Optional.of(Cause.CHANNEL_SUPPRESSED);
      case "recovering", "stopped" -> Optional.of(Cause.CHANNEL_DISCONNECTED);
      default -> Optional.empty();
    };
  }

  private static Stream<Suspicion> provider(Evidence evidence, Seen seen) {
    var state = word(seen);
    var name = seen.subject().labels().getOrDefault("provider", "");
    return provider(state)
        .map(
            cause ->
                Suspicion.of(cause, CERTAIN, evidence.names(), "provider " + name + " is " + state)
                    .naming("provider", name))
        .stream();
  }

  private static Optional<Cause> provider(String state) {
    return switch (state) {
      case "unreachable" -> Optional.of(Cause.PROVIDER_UNREACHABLE);
      case "unauthorized" -> Optional.of(Cause.PROVIDER_UNAUTHORIZED);
      case "rate_limited", "cooling_down" -> Optional.of(Cause.PROVIDER_RATE_LIMITED);
      default -> Optional.empty();
    };
  }

  private static String word(Seen seen) {
    return seen.value() instanceof FactValue.Word(var word) ? word : "";
  }
}
