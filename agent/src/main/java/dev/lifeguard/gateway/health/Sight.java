package dev.lifeguard.gateway.health;

import dev.lifeguard.gateway.Closed;
import dev.lifeguard.gateway.HandshakeFailure;
import dev.lifeguard.gateway.HttpSight;
import dev.lifeguard.reason.Failure;
import java.time.Duration;
import java.util.Optional;

/**
 * All that was last seen of a gateway, for {@link Judgement} to make a state of.
 *
 * @param http the second opinion; empty until it was asked for in this outage
 * @param sinceAnnounced how long ago the gateway announced a restart from which it has not yet
 *     returned
 * @param rejected why the gateway, which is gone, would not start with its configuration
 */
record Sight(
    Link link,
    Optional<HttpSight> http,
    Optional<Duration> sinceAnnounced,
    PathSight path,
    Optional<Failure> rejected) {

  /** What became of the kept connection. */
  sealed interface Link {
    record Standing(Vitals vitals) implements Link {}

    /** It has just ended; what that means, the next attempt will tell. */
    record Ended(Closed how) implements Link {}

    record Failing(HandshakeFailure failure) implements Link {}

    /** No attempt is made: it would be refused, and count against us. */
    record HeldOff(Failure because) implements Link {}

    /** Nobody gave a token: the gateway's HTTP face is all we may see. */
    record Outside() implements Link {}
  }

  /**
   * How a standing connection does.
   *
   * @param waiting how long the health call has been unanswered, over repetitions
   * @param quiet how long nothing came at all
   * @param refusal the last health call was answered, but with this
   */
  record Vitals(
      Duration waiting,
      Duration quiet,
      Optional<Failure> refusal,
      Optional<HealthReading> reading,
      Duration took,
      Optional<Failure> scope,
      boolean suspended) {}

  /**
   * What the facts of a tunnel say about the way; all empty where there is none.
   *
   * @param behind why nothing answers through the forward that leads to the gateway
   */
  record PathSight(Optional<String> state, Optional<String> reason, Optional<String> behind) {
    static final PathSight DIRECT =
        new PathSight(Optional.empty(), Optional.empty(), Optional.empty());

    /** Why the way itself is at fault. */
    Optional<String> broken() {
      return state
          .filter(it -> !it.equals("active"))
          .map(it -> "the tunnel is " + it + reason.map(r -> " (" + r + ")").orElse(""));
    }

    /** The far end of the tunnel says that nobody listens there. */
    boolean refusedBehind() {
      return behind.filter("destination_refused"::equals).isPresent();
    }
  }
}
