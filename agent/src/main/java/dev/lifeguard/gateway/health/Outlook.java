package dev.lifeguard.gateway.health;

import dev.lifeguard.gateway.Closed;
import dev.lifeguard.gateway.Evidence;
import dev.lifeguard.gateway.GatewayState;
import dev.lifeguard.gateway.HttpSight;
import dev.lifeguard.gateway.health.Sight.PathSight;
import dev.lifeguard.reason.Failure;
import java.time.Duration;
import java.util.Optional;

/**
 * What is remembered between two judgements: the announced restart, the second opinion, the path.
 */
final class Outlook {
  private Optional<HttpSight> http = Optional.empty();

  /** How long a gateway that said it stops may still answer in odd ways. */
  private static final Duration FAREWELL = Duration.ofSeconds(2);

  private Optional<Long> announcedAt = Optional.empty();
  private Optional<Long> farewellAt = Optional.empty();
  private PathSight path = PathSight.DIRECT;
  private Optional<Failure> rejected = Optional.empty();

  Sight sight(Sight.Link link, long nanos) {
    var sinceAnnounced = announcedAt.map(at -> Duration.ofNanos(nanos - at));
    return new Sight(link, http, sinceAnnounced, path, rejected);
  }

  /** All is well again: what was seen in the outage does not count in the next one. */
  void well() {
    http = Optional.empty();
    announcedAt = Optional.empty();
    rejected = Optional.empty();
  }

  void rejected(Optional<Failure> why) {
    rejected = why;
  }

  void ended(Closed how, long nanos) {
    http = Optional.empty();
    farewellAt = how instanceof Closed.Stopping ? Optional.of(nanos) : Optional.empty();
    if (how instanceof Closed.Restarting || how instanceof Closed.TooEarly)
      announcedAt = announcedAt.or(() -> Optional.of(nanos));
  }

  /** What a gateway does that has just said it stops: that it drains for a moment is no news. */
  boolean isFarewell(Evidence seen, long nanos) {
    var leaving = farewellAt.filter(at -> nanos - at < FAREWELL.toNanos()).isPresent();
    return leaving && (seen.state() == GatewayState.DRAINING || seen.state() == GatewayState.QUIET);
  }

  void second(HttpSight seen) {
    http = Optional.of(seen);
  }

  Optional<HttpSight> http() {
    return http;
  }

  boolean isDirect() {
    return path.equals(PathSight.DIRECT);
  }

  void tunnel(Optional<String> state, Optional<String> reason) {
    path =
        new PathSight(
            state.or(() -> path.state()),
            reason.or(() -> path.reason()).filter(it -> !it.equals("none")),
            path.behind());
  }

  /** What the last look through the forward came to. */
  void behind(String reason) {
    var why = Optional.of(reason).filter(it -> !it.equals("none"));
    path = new PathSight(path.state(), path.reason(), why);
  }
}
