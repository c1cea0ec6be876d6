package dev.lifeguard.path;

import dev.lifeguard.gateway.HttpFace;
import dev.lifeguard.gateway.Identity;
import dev.lifeguard.gateway.IdentityLook;
import dev.lifeguard.reason.Failure;
import dev.lifeguard.time.Time;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** The two looks at one path: whether a gateway answers on it, and which one. */
final class PathLook {
  private final HttpFace face;
  private final IdentityLook identity;

  PathLook(Vertx vertx, Time time, Way way, Path key) {
    this.face = new HttpFace(vertx, time, way.route().gateway());
    this.identity = new IdentityLook(vertx, time, way.route().gateway(), key);
  }

  /** Empty when it answers. */
  Future<Optional<Failure>> failure(Duration within) {
    return face.alive(within).map(evidence -> evidence.problem());
  }

  /** Empty when nobody can tell, for want of a token for instance: that speaks against no path. */
  Future<Optional<Identity>> identity() {
    return identity
        .look()
        .map(
            sight ->
                switch (sight) {
                  case IdentityLook.Sight.Known(var known) -> Optional.of(known);
                  case IdentityLook.Sight.Unknown _ -> Optional.empty();
                });
  }

  void close() {
    face.close();
    identity.close();
  }
}
