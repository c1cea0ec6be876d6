package dev.lifeguard.rule.watch;

import dev.lifeguard.fact.Fact;
import dev.lifeguard.fact.Observed;
import dev.lifeguard.fact.Subject;
import dev.lifeguard.time.Moment;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** The latest sight of every fact of every subject, gateway by gateway. For one thread. */
final class FactBoard {
  private final Freshness freshness;
  private final Map<String, Map<Subject, Map<Fact, Sight>>> gateways = new HashMap<>();

  FactBoard(Freshness freshness) {
    this.freshness = freshness;
  }

  /** The sight that was there before; empty when this is the first look at it. */
  Optional<Sight> see(Observed observed, Moment now) {
    var known = find(observed.subject(), observed.fact());
    known.ifPresent(sight -> sight.see(observed.value(), now));
    return known;
  }

  Sight put(Observed observed, Moment now) {
    var sight = new Sight(observed.subject(), observed.fact(), observed.value(), now, freshness);
    gateways
        .computeIfAbsent(observed.subject().gateway(), _ -> new HashMap<>())
        .computeIfAbsent(observed.subject(), _ -> new EnumMap<>(Fact.class))
        .put(observed.fact(), sight);
    return sight;
  }

  private Optional<Sight> find(Subject subject, Fact fact) {
    return Optional.ofNullable(
        gateways
            .getOrDefault(subject.gateway(), Map.of())
            .getOrDefault(subject, Map.of())
            .get(fact));
  }

  /** What is known of everything that covers the subject, itself among it. */
  void covering(Subject subject, Consumer<Sight> visitor) {
    gateways
        .getOrDefault(subject.gateway(), Map.of())
        .forEach(
            (other, sights) -> {
              if (subject.within(other)) sights.values().forEach(visitor);
            });
  }

  /** Takes down the subject and all within it. */
  void forget(Subject subject) {
    gateways.computeIfPresent(
        subject.gateway(),
        (_, subjects) -> {
          subjects.keySet().removeIf(other -> other.within(subject));
          return subjects;
        });
  }

  /** A copy, so that the visitor of one may change the board. */
  List<Sight> all() {
    var all = new ArrayList<Sight>();
    for (var subjects : gateways.values())
      for (var sights : subjects.values()) all.addAll(sights.values());
    return all;
  }
}
