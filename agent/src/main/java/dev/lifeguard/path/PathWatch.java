package dev.lifeguard.path;

import dev.lifeguard.gateway.Identity;
import dev.lifeguard.path.PathHealth.Failing;
import dev.lifeguard.path.PathHealth.Healthy;
import dev.lifeguard.path.PathHealth.Unseen;
import dev.lifeguard.reason.Failure;
import dev.lifeguard.reason.Reason;
import dev.lifeguard.time.Moment;
import dev.lifeguard.time.Time;
import dev.lifeguard.time.Timer;
import dev.lifeguard.tunnel.TunnelState;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Looks at one path again and again. A tunnel that has lost its session is known to be lost without
 * a look: its listener would only let us wait. Lives on one event loop.
 */
final class PathWatch {
  final Way way;
  private final PathPace pace;
  private final Time time;
  private final PathLook look;
  private final Consumer<PathWatch> looked;
  private final Moment begun;
  private PathHealth health = new Unseen();
  private Optional<Identity> identity = Optional.empty();
  private Optional<Moment> identified = Optional.empty();
  private Optional<TunnelState> tunnel = Optional.empty();
  private Timer next = () -> {};
  private long round;
  private boolean ended;

  PathWatch(Way way, PathPace pace, Time time, PathLook look, Consumer<PathWatch> looked) {
    this.way = way;
    this.pace = pace;
    this.time = time;
    this.look = look;
    this.looked = looked;
    this.begun = time.moment();
  }

  PathHealth health() {
    return health;
  }

  Optional<Identity> identity() {
    return identity;
  }

  /** What became of the tunnel that the path leads through. */
  void tunnel(TunnelState state) {
    tunnel = Optional.of(state);
    look();
  }

  /** A look under way is overtaken by a new one, and what it still answers is dropped. */
  void look() {
    if (ended) return;
    next.cancel();
    var mine = ++round;
    var closed = closed();
    if (closed.isPresent()) seen(closed);
    else if (isDawning()) later();
    else
      look.failure(pace.timeout())
          .onSuccess(
              failure -> {
                if (round == mine) answered(failure);
              });
  }

  /** Why there is no use in looking: the tunnel itself knows. */
  private Optional<Failure> closed() {
    return tunnel
        .filter(state -> !(state instanceof TunnelState.Active))
        .filter(_ -> !isDawning())
        .map(PathWatch::why);
  }

  private static Failure why(TunnelState state) {
    var last =
        state instanceof TunnelState.Failed(_, var because)
            ? Optional.of(because)
            : state.life().last();
    var reason = last.map(Failure::reason).orElse(Reason.STOPPED);
    var detail = "the tunnel is " + state.word() + last.map(it -> ", " + it.detail()).orElse("");
    return new Failure(reason, detail);
  }

  private boolean isDawning() {
    return tunnel.filter(TunnelState.Pending.class::isInstance).isPresent()
        && time.moment().since(begun).compareTo(pace.dawn()) < 0;
  }

  private void answered(Optional<Failure> failure) {
    if (failure.isPresent() || isIdentified()) seen(failure);
    else identify();
  }

  private void identify() {
    var mine = round;
    look.identity()
        .onSuccess(
            seen -> {
              if (round == mine) identified(seen);
            });
  }

  /** Whoever comes back after an outage must say anew who it is. */
  private boolean isIdentified() {
    return health instanceof Healthy
        && identified
            .filter(at -> time.moment().since(at).compareTo(pace.identity()) < 0)
            .isPresent();
  }

  private void identified(Optional<Identity> seen) {
    identified = Optional.of(time.moment());
    if (seen.isPresent()) identity = seen;
    seen(Optional.empty());
  }

  private void seen(Optional<Failure> failure) {
    health = health.next(failure, time.moment());
    looked.accept(this);
    later();
  }

  private void later() {
    if (!ended) next = time.after(isUnconfirmed() ? pace.confirm() : pace.every(), this::look);
  }

  private boolean isUnconfirmed() {
    return switch (health) {
      case Failing(_, var times, _) -> times == 1;
      case Unseen _ -> true;
      case Healthy _ -> false;
    };
  }

  void end() {
    ended = true;
    round++;
    next.cancel();
    look.close();
  }
}
