package dev.lifeguard.path;

import dev.lifeguard.gateway.Identity.Kin;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The paths of one gateway as they stand.
 *
 * @param held until when a switch that somebody asked for stands
 * @param patience how long a preferred path must be healthy before it is used again
 */
public record PathView(
    String gateway,
    String current,
    Instant since,
    Optional<Instant> held,
    Duration patience,
    List<One> paths) {

  public PathView {
    paths = List.copyOf(paths);
  }

  /** One path; a gateway's only one is not looked at here, and stays unseen. */
  public record One(String name, URI url, Optional<String> tunnel, PathHealth health, Kin kin) {}
}
