package dev.lifeguard.remedy.step.gateway;

import dev.lifeguard.gateway.Evidence;
import dev.lifeguard.gateway.GatewayState;
import dev.lifeguard.gateway.HttpFace;
import dev.lifeguard.reason.FailedException;
import dev.lifeguard.reason.Failure;
import dev.lifeguard.reason.Reason;
import dev.lifeguard.remedy.step.Waiting;
import dev.lifeguard.remedy.step.Ward;
import dev.lifeguard.time.Time;
import dev.lifeguard.tunnel.TunnelSettings;
import dev.lifeguard.tunnel.Tunnels;
import io.vertx.core.Context;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.internal.VertxInternal;
import java.time.Duration;

/**
 * Whether a gateway lives, asked twice before anybody believes that it does not: once quickly, once
 * with ten times the patience that it usually needs. A slow gateway is not a dead one. Blocks.
 */
public final class Pulse {
  private static final Duration FAST = Duration.ofSeconds(2);
  private static final Duration LEAST = Duration.ofSeconds(10);
  private static final Duration MOST = Duration.ofSeconds(60);
  private static final int TIMES = 10;

  private final Vertx vertx;
  private final Time time;
  private final Ward ward;
  private final Tunnels tunnels;
  private final UsualLatency usual;

  /** What a look goes through. */
  public record Senses(Vertx vertx, Time time, Tunnels tunnels, UsualLatency usual) {}

  public Pulse(Senses senses, Ward ward) {
    this.vertx = senses.vertx();
    this.time = senses.time();
    this.tunnels = senses.tunnels();
    this.usual = senses.usual();
    this.ward = ward;
  }

  /** One look; through a tunnel of ours it also tells a dead gateway from a broken way. */
  public Evidence look(String gateway, Duration patience) throws InterruptedException {
    var seen = page(gateway, patience);
    if (lives(seen) || isGone(seen)) return seen;
    var tunnel = ward.patient(gateway).through();
    return tunnel.isPresent() ? behind(gateway, tunnel.get(), patience) : seen;
  }

  private Evidence behind(String gateway, TunnelSettings.Kept tunnel, Duration patience)
      throws InterruptedException {
    var forward =
        tunnel.forwards().stream()
            .filter(one -> one.direction() == TunnelSettings.Direction.LOCAL)
            .findFirst();
    var id = ward.patient(gateway).id(tunnel);
    try {
      var name = forward.map(TunnelSettings.Forward::name).orElse("");
      Waiting.on(tunnels.passage(id, name), patience).close();
      return Evidence.of(
          GatewayState.QUIET, new Failure(Reason.GATEWAY_HUNG, "it listens and answers nothing"));
    } catch (FailedException e) {
      return Evidence.of(GatewayState.of(e.failure().reason()), e.failure());
    }
  }

  private Evidence page(String gateway, Duration patience) throws InterruptedException {
    Context context = ((VertxInternal) vertx).createEventLoopContext();
    var seen = Promise.<Evidence>promise();
    var settings = ward.patient(gateway).gateway();
    context.runOnContext(
        _ -> {
          var face = new HttpFace(vertx, time, settings);
          face.look(patience)
              .map(sight -> sight.opinion())
              .onComplete(seen)
              .onComplete(_ -> face.close());
        });
    return Waiting.on(seen.future(), patience.multipliedBy(2).plusSeconds(5));
  }

  /** For the gate before a restart: whether anything answers that well within the time. */
  public boolean answers(String gateway, Duration patience) throws InterruptedException {
    return lives(look(gateway, patience));
  }

  /** What two looks come to: the second one only when the first saw no life. */
  public Evidence twice(String gateway) throws InterruptedException {
    var first = look(gateway, FAST);
    return lives(first) ? first : look(gateway, patience(gateway));
  }

  Duration patience(String gateway) {
    var wanted = usual.of(gateway).multipliedBy(TIMES);
    if (wanted.compareTo(LEAST) < 0) return LEAST;
    return wanted.compareTo(MOST) > 0 ? MOST : wanted;
  }

  static boolean lives(Evidence seen) {
    return switch (seen.state()) {
      case RUNNING, STARTING, DRAINING, BUSY, UNAUTHORIZED, MISCONFIGURED -> true;
      case QUIET, UNREACHABLE, STOPPED -> false;
    };
  }

  /** Nobody listens there: it is gone, and a start harms nobody. */
  static boolean isGone(Evidence seen) {
    return seen.state() == GatewayState.STOPPED;
  }
}
