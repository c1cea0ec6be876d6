package dev.lifeguard.rule;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What a rule is about: the most specific of the things whose facts it names. The other facts must
 * be of something that covers it, as a tunnel covers its forwards and a gateway everything; a
 * channel and a provider have nothing in common but their gateway.
 */
public final class Anchor {
  private Anchor() {}

  /** The labels of the subjects, or empty when no fact is as specific as all the others. */
  public static Optional<Set<String>> of(List<Term> terms) {
    return terms.stream()
        .map(Term::labels)
        .filter(labels -> terms.stream().allMatch(other -> labels.containsAll(other.labels())))
        .findFirst();
  }
}
