package dev.lifeguard.gateway.health;

import dev.lifeguard.reason.Failure;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Why a gateway of this machine that is gone does not come back, for those who have no watch of it:
 * a look at OpenClaw's usual place. Blocks for some two seconds when there is one.
 */
public final class AbsentGateway {
  private AbsentGateway() {}

  /** What its own program says against its configuration; empty: nothing, or it is not here. */
  public static Optional<Failure> rejection(URI url) {
    var usual = new UsualPlace(Path.of(System.getProperty("user.home")), GatewayWatch.programs());
    return usual.of(url.getPort()).map(ConfigVerdict::of).flatMap(ConfigVerdict.Word::rejected);
  }
}
