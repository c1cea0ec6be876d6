package dev.lifeguard.diagnosis.evidence;

import dev.lifeguard.diagnosis.PathLayer;
import dev.lifeguard.diagnosis.evidence.Sign.Failed;
import dev.lifeguard.diagnosis.evidence.Sign.Seen;
import dev.lifeguard.fact.Fact;
import dev.lifeguard.fact.FactValue;
import dev.lifeguard.reason.Failure;
import dev.lifeguard.reason.Reason;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** All that was seen of one way, and the names on it. Immutable. */
public record Evidence(Names names, List<Sign> signs) {
  public Evidence {
    signs = List.copyOf(signs);
  }

  public static Evidence of(Names names, Sign... signs) {
    return new Evidence(names, List.of(signs));
  }

  public Evidence with(Collection<? extends Sign> more) {
    var all = new ArrayList<>(signs);
    all.addAll(more);
    return new Evidence(names, all);
  }

  public Evidence with(Names other) {
    return new Evidence(other, signs);
  }

  public <T extends Sign> Stream<T> all(Class<T> kind) {
    return signs.stream().filter(kind::isInstance).map(kind::cast);
  }

  public <T extends Sign> Optional<T> first(Class<T> kind) {
    return all(kind).findFirst();
  }

  /** The first failure for one of these reasons. */
  public Optional<Failure> failure(Reason... reasons) {
    var wanted = List.of(reasons);
    return all(Failed.class)
        .map(Failed::failure)
        .filter(failure -> wanted.contains(failure.reason()))
        .findFirst();
  }

  /** The outermost layer at which a look failed. */
  public Optional<PathLayer> brokenAt() {
    return all(Failed.class).map(Failed::layer).min(Comparator.naturalOrder());
  }

  public boolean failedAt(PathLayer... layers) {
    var wanted = Arrays.asList(layers);
    return all(Failed.class).anyMatch(failed -> wanted.contains(failed.layer()));
  }

  /** Every sight of one fact whose value is known. */
  public Stream<Seen> seen(Fact fact) {
    return all(Seen.class)
        .filter(seen -> seen.fact() == fact && !(seen.value() instanceof FactValue.Unknown));
  }

  /** The word that a fact has; of the first subject. */
  public Optional<String> word(Fact fact) {
    return seen(fact)
        .flatMap(
            seen ->
                seen.value() instanceof FactValue.Word(var word)
                    ? Stream.of(word)
                    : Stream.<String>empty())
        .findFirst();
  }

  /** The number that a fact has; of the first subject. */
  public Optional<Double> amount(Fact fact) {
    return seen(fact)
        .flatMap(
            seen ->
                seen.value() instanceof FactValue.Amount(var amount)
                    ? Stream.of(amount)
                    : Stream.<Double>empty())
        .findFirst();
  }
}
