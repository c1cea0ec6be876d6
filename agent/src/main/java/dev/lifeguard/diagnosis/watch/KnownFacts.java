package dev.lifeguard.diagnosis.watch;

import dev.lifeguard.bus.Bus;
import dev.lifeguard.bus.Subscription;
import dev.lifeguard.diagnosis.evidence.Sign;
import dev.lifeguard.diagnosis.evidence.Sign.Loss;
import dev.lifeguard.diagnosis.watch.Failures.Source;
import dev.lifeguard.fact.Fact;
import dev.lifeguard.fact.FactValue;
import dev.lifeguard.fact.Forgotten;
import dev.lifeguard.fact.Observed;
import dev.lifeguard.fact.Subject;
import dev.lifeguard.gateway.GatewayEvent;
import dev.lifeguard.probe.ProbeEvent;
import dev.lifeguard.probe.ProbeId;
import dev.lifeguard.probe.ssh.SshProbe;
import dev.lifeguard.probe.tailscale.TailscaleProbe;
import dev.lifeguard.probe.tcp.TcpEvent;
import dev.lifeguard.reason.Failure;
import dev.lifeguard.reason.Reason;
import dev.lifeguard.tunnel.ForwardStatus;
import dev.lifeguard.tunnel.TunnelEvent;
import dev.lifeguard.tunnel.TunnelState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What the agent knows of each way without looking. Belongs to one event-loop context. */
final class KnownFacts {
  private final Map<Subject, Map<Fact, FactValue>> facts = new TreeMap<>();
  private final Map<String, Failures> failures = new HashMap<>();
  private final Map<String, Course> courses = new HashMap<>();
  private final Map<String, Instant> connected = new HashMap<>();
  private final Map<String, Sign.RoundTrip> roundTrips = new HashMap<>();
  private Optional<String> resolverLost = Optional.empty();
  private boolean networkGone;

  List<Subscription> listen(Bus bus) {
    return List.of(
        bus.on(Observed.class, this::note),
        bus.on(Forgotten.class, this::forget),
        bus.on(ProbeEvent.class, this::note),
        bus.on(TcpEvent.class, this::note),
        bus.on(TunnelEvent.class, this::note),
        bus.on(GatewayEvent.class, this::note));
  }

  /**
   * All signs of that gateway.
   *
   * @param about only this channel or provider, when the alert is about one
   */
  List<Sign> signs(String gateway, Subject about, Instant now) {
    var signs = new ArrayList<Sign>(now(gateway, now));
    signs.addAll(failures(gateway).signs());
    failures(gateway).tailnet().ifPresent(signs::add);
    Optional.ofNullable(roundTrips.get(gateway)).ifPresent(signs::add);
    if (networkGone) signs.add(new Sign.OwnNetworkGone());
    resolverLost.ifPresent(detail -> signs.add(new Sign.ResolverDead(detail)));
    return signs.stream().filter(sign -> concerns(sign, about)).toList();
  }

  /** What a walk does not look at itself: the facts, and how it came and went. */
  List<Sign> beside(String gateway, Subject about, Instant now) {
    return now(gateway, now).stream().filter(sign -> concerns(sign, about)).toList();
  }

  private List<Sign> now(String gateway, Instant now) {
    var signs = new ArrayList<Sign>();
    facts.forEach(
        (subject, known) -> {
          if (subject.gateway().equals(gateway))
            known.forEach((fact, value) -> signs.add(new Sign.Seen(subject, fact, value)));
        });
    signs.addAll(course(gateway).signs(now));
    failures(gateway).refusedConfig().ifPresent(signs::add);
    return signs;
  }

  private static boolean concerns(Sign sign, Subject about) {
    if (about.labels().isEmpty() || !(sign instanceof Sign.Seen seen)) return true;
    var part = seen.fact() == Fact.CHANNEL_STATUS || seen.fact() == Fact.PROVIDER_STATUS;
    return !part || seen.subject().within(about);
  }

  private void note(Observed seen) {
    facts
        .computeIfAbsent(seen.subject(), _ -> new EnumMap<>(Fact.class))
        .put(seen.fact(), seen.value());
  }

  private void forget(Forgotten gone) {
    facts.keySet().removeIf(subject -> subject.within(gone.subject()));
    if (!gone.subject().labels().isEmpty()) return;
    failures.remove(gone.subject().gateway());
    courses.remove(gone.subject().gateway());
    connected.remove(gone.subject().gateway());
    roundTrips.remove(gone.subject().gateway());
  }

  private void note(ProbeEvent event) {
    switch (event) {
      case ProbeEvent.ProbePassed(var id, var outcome, var at) -> {
        SshProbe.roundTrip(outcome)
            .ifPresent(trip -> roundTrips.put(id.subject().gateway(), new Sign.RoundTrip(trip)));
        networkGone = false;
        if (source(id).filter(it -> it == Source.FORWARD).isPresent())
          course(id.subject().gateway()).answered(at);
        source(id).ifPresent(source -> failures(id).well(source));
      }
      case ProbeEvent.ProbeFailed(var id, var outcome, _) ->
          source(id).ifPresent(source -> failures(id).failed(source, outcome.failure()));
      case ProbeEvent.ProbeUnknown(_, var because, _) ->
          networkGone |= because.reason() == Reason.OWN_NETWORK_DOWN;
      default -> {} // a beat of the schedule says nothing of the way
    }
  }

  private Failures failures(ProbeId id) {
    return failures(id.subject().gateway());
  }

  private static Optional<Source> source(ProbeId id) {
    return switch (id.kind()) {
      case "tcp" -> Optional.of(Source.TCP);
      case "ssh-auth" -> Optional.of(Source.LOGIN);
      case "forward" -> Optional.of(Source.FORWARD);
      case TailscaleProbe.KIND -> Optional.of(Source.TAILNET);
      default -> Optional.empty();
    };
  }

  private void note(TcpEvent event) {
    switch (event) {
      case TcpEvent.ResolverLost(var because, _) -> resolverLost = Optional.of(because.detail());
      case TcpEvent.ResolverBack _ -> resolverLost = Optional.empty();
      case TcpEvent.TcpConnected _ -> {}
    }
  }

  private void note(TunnelEvent event) {
    var gateway = event.tunnel().gateway();
    switch (event) {
      case TunnelEvent.StateChanged(_, var from, var to, var at) -> {
        lost(from, to, at).ifPresent(course(gateway)::lost);
        state(gateway, to);
      }
      case TunnelEvent.AttemptFailed(_, var why, _, _, _) -> {
        course(gateway).attempted(why);
        failures(gateway).failed(Source.TUNNEL, why);
      }
      case TunnelEvent.ForwardChanged(_, _, _, ForwardStatus.Broken(var why), _) ->
          failures(gateway).failed(Source.DOOR, why);
      case TunnelEvent.ForwardChanged _ -> failures(gateway).well(Source.DOOR);
      case TunnelEvent.Removed _ -> {
        failures(gateway).well(Source.DOOR);
        failures(gateway).well(Source.TUNNEL);
        course(gateway).rerouted();
      }
      default -> {} // of single connections and forwards the probes tell
    }
  }

  private void state(String gateway, TunnelState state) {
    switch (state) {
      case TunnelState.Active _ -> {
        course(gateway).settled();
        failures(gateway).well(Source.TUNNEL);
      }
      case TunnelState.Pending(var life, _) -> course(gateway).pending(life.since());
      case TunnelState.Failed(_, var because) -> failures(gateway).failed(Source.TUNNEL, because);
      case TunnelState.Reconnecting(var life, _) ->
          life.last().ifPresent(last -> failures(gateway).failed(Source.TUNNEL, last));
      case TunnelState.Stopped _ ->
          failures(gateway)
              .failed(Source.TUNNEL, new Failure(Reason.STOPPED, "the tunnel is stopped"));
    }
  }

  private static Optional<Loss> lost(TunnelState from, TunnelState to, Instant at) {
    if (!(from instanceof TunnelState.Active(var life))) return Optional.empty();
    return switch (to) {
      case TunnelState.Reconnecting(var next, _) ->
          next.last().map(why -> new Loss(at, Duration.between(life.since(), at), why));
      case TunnelState.Failed(_, var why) ->
          Optional.of(new Loss(at, Duration.between(life.since(), at), why));
      case TunnelState.Active _, TunnelState.Pending _, TunnelState.Stopped _ -> Optional.empty();
    };
  }

  private void note(GatewayEvent event) {
    var gateway = event.gateway();
    switch (event) {
      case GatewayEvent.Connected _ -> connected.put(gateway, event.at());
      case GatewayEvent.Disconnected(_, var how, var at) -> {
        var since = connected.getOrDefault(gateway, at);
        course(gateway).lost(new Loss(at, Duration.between(since, at), how.failure()));
      }
      case GatewayEvent.Restarted _ -> course(gateway).booted(event.at());
      case GatewayEvent.Reported(var report) ->
          report
              .evidence()
              .problem()
              .ifPresentOrElse(
                  problem -> failures(gateway).failed(Source.GATEWAY, problem),
                  () -> failures(gateway).well(Source.GATEWAY));
      default -> {} // told as facts, or of no weight here
    }
  }

  private Failures failures(String gateway) {
    return failures.computeIfAbsent(gateway, _ -> new Failures());
  }

  private Course course(String gateway) {
    return courses.computeIfAbsent(gateway, _ -> new Course());
  }
}
