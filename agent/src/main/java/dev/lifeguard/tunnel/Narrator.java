package dev.lifeguard.tunnel;

import dev.lifeguard.fact.Fact;
import dev.lifeguard.fact.FactValue;
import dev.lifeguard.fact.Observed;
import dev.lifeguard.reason.Failure;
import dev.lifeguard.tunnel.TunnelEvent.AttemptFailed;
import dev.lifeguard.tunnel.TunnelEvent.StateChanged;
import dev.lifeguard.tunnel.TunnelState.*;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells of one tunnel's session what happens to it, as events, and how it stands, as facts. */
final class Narrator {
  private static final Logger log = LoggerFactory.getLogger(Narrator.class);
  private static final Duration RECENT = Duration.ofMinutes(15);

  private final TunnelId id;
  private final Site site;
  private final ArrayDeque<Long> reconnects = new ArrayDeque<>();
  private long enteredAt;

  Narrator(TunnelId id, Site site) {
    this.id = id;
    this.site = site;
    this.enteredAt = site.time().nanos();
  }

  void changed(TunnelState from, TunnelState to) {
    if (to.life().reconnects() > from.life().reconnects()) reconnects.add(site.time().nanos());
    if (to.pause().isPresent()) failed(to);
    if (isSame(from, to)) return;
    enteredAt = site.time().nanos();
    log.info(
        "tunnel={} state={} was={} generation={} reason={}",
        id,
        to.word(),
        from.word(),
        to.life().generation(),
        reason(to).map(Failure::toString).orElse("none"));
    site.bus().publish(new StateChanged(id, from, to, site.time().now()));
  }

  /** An attempt that goes on has not got through so far. */
  void knocked(Failure why, int times) {
    failed(why, times, Backoff.CONNECT);
  }

  Duration inState() {
    return site.time().since(enteredAt);
  }

  int recentReconnects() {
    while (!reconnects.isEmpty() && site.time().since(reconnects.peek()).compareTo(RECENT) > 0)
      reconnects.remove();
    return reconnects.size();
  }

  /** How it stands now, and which of its forwards cannot be up. */
  void observe(TunnelState state, List<? extends CarriedForward> forwards) {
    var why = reason(state).or(() -> broken(forwards));
    // why it is so before that it is so: who judges the one tells the other with it
    tell(Fact.TUNNEL_REASON, FactValue.of(why.map(f -> f.reason().code()).orElse("none")));
    tell(Fact.TUNNEL_STATE, FactValue.of(state.word()));
    var active = state instanceof Active ? inState() : Duration.ZERO;
    tell(Fact.TUNNEL_ACTIVE_FOR, FactValue.of(active));
    tell(Fact.TUNNEL_RECONNECTS, FactValue.of(recentReconnects()));
    for (var forward : forwards)
      if (!(state instanceof Active) || forward.status() instanceof ForwardStatus.Broken)
        down(forward.settings().name());
  }

  /** Only a probe can say that a forward is up; that it is down we know ourselves. */
  void down(String forward) {
    var subject = id.subject(forward);
    site.bus()
        .publish(new Observed(subject, Fact.TUNNEL_UP, FactValue.of(false), site.time().now()));
  }

  /** Why it is not well; empty when it is. */
  static Optional<Failure> reason(TunnelState state) {
    return switch (state) {
      case Active _ -> Optional.empty();
      case Failed(_, var because) -> Optional.of(because);
      case Pending _, Reconnecting _, Stopped _ -> state.life().last();
    };
  }

  private static Optional<Failure> broken(List<? extends CarriedForward> forwards) {
    for (var forward : forwards)
      if (forward.status() instanceof ForwardStatus.Broken(var why)) return Optional.of(why);
    return Optional.empty();
  }

  private void failed(TunnelState to) {
    switch (to) {
      case Pending(_, Effort.Waiting(var failures, var pause, var why)) ->
          failed(why, failures, pause);
      case Reconnecting(_, Effort.Waiting(var failures, var pause, var why)) ->
          failed(why, failures, pause);
      case Pending _, Reconnecting _, Active _, Failed _, Stopped _ -> {}
    }
  }

  private void failed(Failure why, int failures, Duration pause) {
    if (failures == 0) return; // no attempt yet: a session was lost, and that is told already
    log.debug("tunnel={} attempt failed reason={} pause={}", id, why, pause);
    site.bus().publish(new AttemptFailed(id, why, failures, pause, site.time().now()));
  }

  private void tell(Fact fact, FactValue value) {
    site.bus().publish(new Observed(id.subject(), fact, value, site.time().now()));
  }

  private static boolean isSame(TunnelState from, TunnelState to) {
    if (from.getClass() != to.getClass()) return false;
    return !(to instanceof Active) || from.life().generation() == to.life().generation();
  }
}
