package dev.lifeguard.remedy.run;

import dev.lifeguard.fact.Fact;
import dev.lifeguard.fact.FactValue;
import dev.lifeguard.fact.Observed;
import dev.lifeguard.fact.Subject;
import dev.lifeguard.rule.Condition;
import dev.lifeguard.rule.Term;
import dev.lifeguard.rule.Truth;
import dev.lifeguard.rule.Vocabulary;
import java.time.Instant;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The latest sight of every fact, each with when it was seen: a remedy is judged only by what was
 * seen after it. For one thread.
 */
final class LiveFacts {
  private final Map<String, Map<Subject, Map<Fact, Seen>>> gateways = new HashMap<>();

  private record Seen(FactValue value, Instant at) {}

  /**
   * What may count.
   *
   * @param after only what was seen later than this
   * @param cause what the diagnosis found; empty: nothing yet
   */
  record Lens(Instant after, Optional<String> cause) {}

  void hear(Observed observed) {
    gateways
        .computeIfAbsent(observed.subject().gateway(), _ -> new HashMap<>())
        .computeIfAbsent(observed.subject(), _ -> new EnumMap<>(Fact.class))
        .put(observed.fact(), new Seen(observed.value(), observed.at()));
  }

  void forget(Subject subject) {
    gateways.computeIfPresent(
        subject.gateway(),
        (_, subjects) -> {
          subjects.keySet().removeIf(other -> other.within(subject));
          return subjects;
        });
  }

  FactValue value(Subject subject, Fact fact, Instant after) {
    return find(subject, fact)
        .filter(seen -> seen.at().isAfter(after))
        .map(Seen::value)
        .orElseGet(() -> FactValue.unknown("not seen since " + after));
  }

  /**
   * Whether it holds for everything that the subject covers: of a gateway with two tunnels, both
   * must be up.
   */
  Truth test(Condition condition, Subject subject, Lens lens) {
    var all = subjects(condition, subject);
    if (all.isEmpty()) return test(condition, List.of(subject), lens);
    return test(condition, all, lens);
  }

  private Truth test(Condition condition, List<Subject> subjects, Lens lens) {
    var worst = Truth.TRUE;
    for (var one : subjects) {
      var truth = condition.test(term -> value(condition.terms().get(term), one, lens));
      if (truth.compareTo(worst) < 0) worst = truth;
    }
    return worst;
  }

  /** The most specific things that the condition speaks of, within the subject or covering it. */
  private List<Subject> subjects(Condition condition, Subject subject) {
    var finest =
        condition.terms().stream()
            .max(Comparator.comparingInt(term -> term.labels().size()))
            .flatMap(term -> Fact.of(term.name()));
    if (finest.isEmpty()) return List.of(subject);
    return gateways.getOrDefault(subject.gateway(), Map.of()).entrySet().stream()
        .filter(entry -> entry.getValue().containsKey(finest.get()))
        .map(Map.Entry::getKey)
        .filter(other -> other.within(subject) || subject.within(other))
        .sorted()
        .toList();
  }

  private FactValue value(Term term, Subject subject, Lens lens) {
    if (term.name().equals(Vocabulary.CAUSE))
      return lens.cause()
          .<FactValue>map(FactValue::of)
          .orElseGet(() -> FactValue.unknown("no cause is known"));
    return Fact.of(term.name())
        .map(fact -> value(subject, fact, lens.after()))
        .orElseGet(() -> FactValue.unknown("no such fact"));
  }

  /** Of the subject itself, or of the closest that covers it. */
  private Optional<Seen> find(Subject subject, Fact fact) {
    return gateways.getOrDefault(subject.gateway(), Map.of()).entrySet().stream()
        .filter(entry -> subject.within(entry.getKey()) && entry.getValue().containsKey(fact))
        .max(Comparator.comparingInt(entry -> entry.getKey().labels().size()))
        .map(entry -> entry.getValue().get(fact));
  }

  /** What the condition's terms are now, for people. */
  String told(Condition condition, Subject subject, Lens lens) {
    var text = new StringBuilder();
    for (var one : subjects(condition, subject))
      for (var term : condition.terms()) {
        if (!text.isEmpty()) text.append(", ");
        text.append(term.name()).append(" of ").append(one).append(" ");
        text.append(text(value(term, one, lens)));
      }
    return text.isEmpty() ? "nothing seen of it" : text.toString();
  }

  private static String text(FactValue value) {
    return switch (value) {
      case FactValue.Word(var word) -> "is " + word;
      case FactValue.Unknown(var because) -> "unknown, " + because;
      case FactValue.AtLeast(var least, _) -> "is at least " + text(FactValue.of(least));
      case FactValue.Amount(var amount)
          when amount == Math.rint(amount) && Math.abs(amount) < 1e15 ->
          "is " + (long) amount;
      case FactValue.Amount(var amount) -> "is " + amount;
    };
  }
}
