package dev.lifeguard.gateway;

import dev.lifeguard.reason.Failure;
import java.util.Optional;

/**
 * A gateway's state and what it rests on.
 *
 * @param problem empty when well
 * @param seen one clause for people: what was seen, when nothing failed too
 */
public record Evidence(GatewayState state, Optional<Failure> problem, String seen) {
  public static Evidence of(GatewayState state, String seen) {
    return new Evidence(state, Optional.empty(), seen);
  }

  public static Evidence of(GatewayState state, Failure failure) {
    return new Evidence(state, Optional.of(failure), failure.detail());
  }

  public Evidence and(String more) {
    return new Evidence(state, problem, seen.isEmpty() ? more : seen + "; " + more);
  }

  /** The reason code, {@code none} when well. */
  public String reason() {
    return problem.map(failure -> failure.reason().code()).orElse("none");
  }

  @Override
  public String toString() {
    return state + " (" + reason() + ") " + seen;
  }
}
