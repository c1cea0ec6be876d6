package dev.lifeguard.rule;

import dev.lifeguard.fact.Fact;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The closed list of words that conditions may use. */
public final class Vocabulary {
  /** What a diagnosis found; known to remedies and templates only. */
  public static final String CAUSE = "cause";

  private final Map<String, Term> terms = new LinkedHashMap<>();

  private Vocabulary(Collection<Term> terms) {
    for (var term : terms) this.terms.put(term.name(), term);
  }

  /** What alerts may name: the facts. */
  public static Vocabulary of(Fact... facts) {
    return new Vocabulary(Arrays.stream(facts).map(Term::of).toList());
  }

  /** What remedies may name beside: the cause, with the codes that a diagnosis can find. */
  public Vocabulary withCauses(List<String> codes) {
    var all = new ArrayList<>(terms.values());
    all.add(new Term(CAUSE, Fact.Unit.TEXT, codes, Set.of()));
    return new Vocabulary(all);
  }

  public Optional<Term> find(String name) {
    return Optional.ofNullable(terms.get(name));
  }

  /** Whether some term can have this text: then quotes were forgotten. */
  boolean hasWord(String text) {
    return terms.values().stream().anyMatch(term -> term.words().contains(text));
  }

  /** Every label that a subject of some term carries. */
  public Set<String> labels() {
    return terms.values().stream()
        .flatMap(term -> term.labels().stream())
        .collect(Collectors.toSet());
  }

  public Set<String> names() {
    return terms.keySet();
  }
}
