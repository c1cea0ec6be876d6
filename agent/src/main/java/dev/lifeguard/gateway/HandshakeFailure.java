package dev.lifeguard.gateway;

import dev.lifeguard.gateway.Phases.Phase;
import dev.lifeguard.reason.Failure;
import java.time.Duration;
import java.util.Optional;

/**
 * A connection that did not come to stand: in which phase, why, and what the gateway asks us to do
 * about it.
 *
 * @param phases those that were passed, with their times
 * @param retryAfter how long the gateway wants to be left alone
 * @param pairing what a person must approve, where that is the reason
 */
public record HandshakeFailure(
    Phase at,
    Failure failure,
    Phases phases,
    Optional<Duration> retryAfter,
    Optional<Pairing> pairing) {

  public static HandshakeFailure of(Phase at, Failure failure, Phases phases) {
    return new HandshakeFailure(at, failure, phases, Optional.empty(), Optional.empty());
  }
}
