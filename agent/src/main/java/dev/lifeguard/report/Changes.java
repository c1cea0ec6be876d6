package dev.lifeguard.report;

import dev.lifeguard.fact.Fact;
import dev.lifeguard.fact.FactValue;
import dev.lifeguard.fact.FactValue.Unknown;
import dev.lifeguard.fact.Observed;
import dev.lifeguard.fact.Subject;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Notices what became another one, and remembers the latest of it for each gateway: what happened
 * right before an incident belongs to it. For one thread.
 */
final class Changes {
  /** Facts whose changes tell a story; figures that move at every look are for charts. */
  private static final Set<Fact> TOLD =
      EnumSet.of(
          Fact.GATEWAY_STATE,
          Fact.GATEWAY_REASON,
          Fact.CHANNEL_STATUS,
          Fact.PROVIDER_STATUS,
          Fact.TUNNEL_UP,
          Fact.FORWARD_REASON,
          Fact.TUNNEL_STATE,
          Fact.TUNNEL_REASON,
          Fact.SSH_REASON,
          Fact.TAILNET_STATE,
          Fact.CONFIG_DRIFT);

  private static final Duration BEFORE = Duration.ofMinutes(5);
  private static final int BOUND = 50;

  private final Map<Subject, Map<Fact, FactValue>> latest = new HashMap<>();
  private final Map<String, Deque<Entry>> recent = new HashMap<>();

  /** What became of it, if that is worth a line. */
  Optional<Entry> note(Observed seen) {
    if (!TOLD.contains(seen.fact())) return Optional.empty();
    var before =
        latest
            .computeIfAbsent(seen.subject(), _ -> new EnumMap<>(Fact.class))
            .put(seen.fact(), seen.value());
    if (before == null || said(before).equals(said(seen.value()))) return Optional.empty();
    var entry = entry(seen, before);
    remember(seen.subject().gateway(), entry);
    return Optional.of(entry);
  }

  private static Entry entry(Observed seen, FactValue before) {
    var text =
        seen.fact() + " of " + seen.subject() + ": " + said(before) + " → " + said(seen.value());
    var detail =
        new JsonObject()
            .put("fact", seen.fact().code())
            .put("subject", seen.subject().toString())
            .put("from", said(before))
            .put("to", said(seen.value()));
    return new Entry(seen.at(), Entry.Kind.SEEN, text, detail);
  }

  private void remember(String gateway, Entry entry) {
    var ring = recent.computeIfAbsent(gateway, _ -> new ArrayDeque<>());
    ring.addLast(entry);
    while (ring.size() > BOUND) ring.removeFirst();
  }

  /** What happened to the gateway shortly before. */
  List<Entry> before(String gateway, Instant now) {
    return recent.getOrDefault(gateway, new ArrayDeque<>()).stream()
        .filter(entry -> entry.at().isAfter(now.minus(BEFORE)))
        .toList();
  }

  void forget(Subject gone) {
    latest.keySet().removeIf(subject -> subject.within(gone));
    if (gone.labels().isEmpty()) recent.remove(gone.gateway());
  }

  private static String said(FactValue value) {
    return switch (value) {
      case FactValue.Word(var word) -> word;
      case FactValue.Amount(var amount) when amount == Math.rint(amount) && amount < 1e15 ->
          String.valueOf((long) amount);
      case FactValue.Amount(var amount) -> String.valueOf(amount);
      case FactValue.AtLeast(var least, _) -> "at least " + said(FactValue.of(least));
      case Unknown _ -> "unknown";
    };
  }
}
