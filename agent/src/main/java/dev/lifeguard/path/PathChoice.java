package dev.lifeguard.path;

import dev.lifeguard.gateway.Identity.Kin;
import dev.lifeguard.path.PathHealth.Failing;
import dev.lifeguard.path.PathHealth.Healthy;
import dev.lifeguard.path.PathHealth.Unseen;
import dev.lifeguard.time.Moment;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Chooses the path: a lost one is left at once, a preferred one is taken again only after it has
 * been healthy for a while, and longer after each loss. Pure.
 */
final class PathChoice {
  /**
   * One path as it stands.
   *
   * @param kin whether the same gateway answers on it as on the path in use
   */
  record Candidate(String name, PathHealth health, Kin kin) {}

  /** Another path, and why. */
  record Switch(String to, SwitchReason why, String detail) {}

  private final PathTerms terms;

  PathChoice(PathTerms terms) {
    this.terms = terms;
  }

  /**
   * @param candidates all paths, the preferred one first
   * @return empty: all stays as it is
   */
  Optional<Switch> decide(PathState state, List<Candidate> candidates, Moment now) {
    var current = candidates.stream().filter(one -> one.name().equals(state.current())).findFirst();
    var lost = current.flatMap(one -> loss(one.health()));
    if (lost.isPresent()) return standIn(state, candidates, now).map(to -> away(to, lost.get()));
    if (state.isHeld(now)) return Optional.empty();
    return candidates.stream()
        .takeWhile(one -> !one.name().equals(state.current()))
        .filter(one -> isProven(one, state.patience(terms, now), now))
        .findFirst()
        .map(one -> back(one, now));
  }

  /** What a request comes to; empty when no other path serves. */
  Optional<Candidate> another(PathState state, List<Candidate> candidates) {
    return candidates.stream()
        .filter(one -> !one.name().equals(state.current()))
        .filter(PathChoice::serves)
        .findFirst();
  }

  /** Whether traffic may be led over it. */
  static boolean serves(Candidate one) {
    return one.health() instanceof Healthy && one.kin() != Kin.OTHER;
  }

  private Optional<Failing> loss(PathHealth health) {
    return switch (health) {
      case Failing failing when failing.times() >= terms.misses() -> Optional.of(failing);
      case Failing _, Healthy _, Unseen _ -> Optional.empty();
    };
  }

  private Optional<Candidate> standIn(PathState state, List<Candidate> candidates, Moment now) {
    var many = state.recent(terms, now).size() >= PathTerms.MANY_LOSSES;
    var proof = many ? terms.back().dividedBy(2) : Duration.ZERO;
    return candidates.stream()
        .filter(one -> !one.name().equals(state.current()))
        .filter(one -> isProven(one, proof, now))
        .findFirst();
  }

  private static boolean isProven(Candidate one, Duration proof, Moment now) {
    return serves(one)
        && one.health() instanceof Healthy(var since)
        && now.since(since).compareTo(proof) >= 0;
  }

  private static Switch away(Candidate to, Failing lost) {
    return new Switch(to.name(), SwitchReason.PATH_FAILED, lost.why().toString());
  }

  private static Switch back(Candidate to, Moment now) {
    var healthy = to.health() instanceof Healthy(var since) ? now.since(since) : Duration.ZERO;
    return new Switch(
        to.name(),
        SwitchReason.PREFERRED_BACK,
        "preferred, and healthy for " + healthy.toSeconds() + " s");
  }
}
