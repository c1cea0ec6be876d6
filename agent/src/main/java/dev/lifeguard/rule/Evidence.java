package dev.lifeguard.rule;

import dev.lifeguard.fact.Fact;
import dev.lifeguard.fact.FactValue;
import dev.lifeguard.fact.Subject;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What was seen when a rule was judged: the facts of its condition and templates, and the reason
 * codes of what covers its subject.
 */
public record Evidence(List<Seen> seen) {
  public static final Evidence NONE = new Evidence(List.of());

  /** One fact, of the subject or of what covers it, as of then. */
  public record Seen(Fact fact, Subject subject, FactValue value, Instant at) {
    @Override
    public String toString() {
      return fact + "=" + Phrase.of(fact, value);
    }
  }

  public Evidence {
    seen = List.copyOf(seen);
  }

  public Optional<FactValue> value(Fact fact) {
    return seen.stream().filter(one -> one.fact() == fact).map(Seen::value).findFirst();
  }

  /** The first thing that is not known, and why; empty when all is. */
  public Optional<String> ignorance() {
    return seen.stream()
        .flatMap(one -> because(one.value()).map(why -> one.fact() + ": " + why).stream())
        .findFirst();
  }

  private static Optional<String> because(FactValue value) {
    return switch (value) {
      case FactValue.Unknown(var because) -> Optional.of(because);
      case FactValue.AtLeast(_, var because) -> Optional.of(because);
      case FactValue.Amount _, FactValue.Word _ -> Optional.empty();
    };
  }

  @Override
  public String toString() {
    return seen.stream().map(Seen::toString).collect(Collectors.joining(", "));
  }
}
