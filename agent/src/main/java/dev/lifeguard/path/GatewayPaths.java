package dev.lifeguard.path;

import dev.lifeguard.bus.Event;
import dev.lifeguard.fact.Fact;
import dev.lifeguard.fact.FactValue;
import dev.lifeguard.fact.Observed;
import dev.lifeguard.fact.Subject;
import dev.lifeguard.gateway.Identity;
import dev.lifeguard.gateway.Identity.Kin;
import dev.lifeguard.path.PathChoice.Candidate;
import dev.lifeguard.path.PathChoice.Switch;
import dev.lifeguard.path.PathEvent.HealthChanged;
import dev.lifeguard.path.PathEvent.PathSwitched;
import dev.lifeguard.path.PathEvent.StrangerFound;
import dev.lifeguard.reason.FailedException;
import dev.lifeguard.reason.Failure;
import dev.lifeguard.reason.Reason;
import dev.lifeguard.time.Moment;
import dev.lifeguard.time.Time;
import dev.lifeguard.tunnel.TunnelId;
import dev.lifeguard.tunnel.TunnelState;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/** The paths of one gateway at work. Lives on the event loop of {@link Paths}. */
final class GatewayPaths {
  final Ways ways;
  private final Time time;
  private final PathTerms terms;
  private final Consumer<Event> tell;
  private final PathChoice choice;
  private final List<PathWatch> watches;
  private final Map<String, String> told = new HashMap<>();
  private final Map<String, Kin> kin = new HashMap<>();
  private PathState state;

  /** What it works with. */
  record Means(
      Time time,
      PathTerms terms,
      PathPace pace,
      Function<Way, PathLook> looks,
      Consumer<Event> tell) {}

  GatewayPaths(Ways ways, Means means) {
    this.ways = ways;
    this.time = means.time();
    this.terms = means.terms();
    this.tell = means.tell();
    this.choice = new PathChoice(terms);
    this.state = PathState.on(ways.preferred(), time.moment());
    // one that has no choice is watched by the gateway's own watch already
    this.watches =
        ways.all().size() < 2
            ? List.of()
            : ways.all().stream().map(way -> watch(way, means)).toList();
  }

  private PathWatch watch(Way way, Means means) {
    return new PathWatch(way, means.pace(), time, means.looks().apply(way), this::looked);
  }

  void start(Map<TunnelId, TunnelState> tunnels) {
    for (var watch : watches) {
      watch.way.tunnel().map(tunnels::get).ifPresent(watch::tunnel);
      watch.look();
    }
    observe();
  }

  void end() {
    watches.forEach(PathWatch::end);
  }

  /** Goes on where the agent was before its restart, when that path is still there. */
  void resume(PathState before) {
    if (ways.all().size() > 1 && ways.named(before.current()).isPresent()) state = before;
  }

  PathState state() {
    return state;
  }

  /** Goes on where the former configuration was, when that path is still there. */
  void follow(GatewayPaths former) {
    if (ways.named(former.state.current()).isPresent()) state = former.state;
    else
      tell.accept(
          new PathSwitched(
              ways.gateway(),
              former.state.current(),
              state.current(),
              SwitchReason.RECONFIGURED,
              SwitchReason.RECONFIGURED.meaning(),
              time.now()));
  }

  void tunnel(TunnelId id, TunnelState to) {
    for (var watch : watches) if (watch.way.tunnel().equals(Optional.of(id))) watch.tunnel(to);
  }

  private void looked(PathWatch watch) {
    tellHealth(watch);
    tellStrangers();
    choice.decide(state, candidates(), time.moment()).ifPresent(this::take);
    observe();
  }

  private void tellHealth(PathWatch watch) {
    var word = watch.health().word();
    if (word.equals(told.put(watch.way.name(), word))) return;
    tell.accept(new HealthChanged(ways.gateway(), watch.way.name(), watch.health(), time.now()));
  }

  private void tellStrangers() {
    for (var watch : watches) {
      var now = kin(watch);
      var before = kin.put(watch.way.name(), now);
      if (now == Kin.OTHER && before != Kin.OTHER)
        tell.accept(
            new StrangerFound(ways.gateway(), watch.way.name(), stranger(watch), time.now()));
    }
  }

  private String stranger(PathWatch watch) {
    return "on path "
        + watch.way.name()
        + " answers "
        + watch.identity().map(Identity::toString).orElse("somebody")
        + ", on path "
        + state.current()
        + " "
        + known().map(Identity::toString).orElse("nobody");
  }

  private void take(Switch to) {
    var from = state.current();
    state = state.switched(to.to(), to.why(), terms, time.moment());
    tell.accept(new PathSwitched(ways.gateway(), from, to.to(), to.why(), to.detail(), time.now()));
    observe();
  }

  /** Told at every look, and by {@link Paths} from time to time. */
  void observe() {
    tell.accept(
        new Observed(
            Subject.gateway(ways.gateway()), Fact.PATH, FactValue.of(state.current()), time.now()));
  }

  /** Answers with the path that is used now. */
  String request(Optional<String> wanted) {
    var to = wanted.map(this::wanted).orElseGet(this::another);
    if (!to.name().equals(state.current()))
      take(new Switch(to.name(), SwitchReason.REQUESTED, "asked for"));
    return to.name();
  }

  private Candidate wanted(String path) {
    var named = candidates().stream().filter(one -> one.name().equals(path)).findFirst();
    var there =
        named.orElseThrow(() -> refuse("there is no path " + path + "; there is " + names()));
    if (!there.name().equals(state.current()) && !PathChoice.serves(there))
      throw new FailedException(unfit(there));
    return there;
  }

  private Candidate another() {
    return choice
        .another(state, candidates())
        .orElseThrow(() -> refuse("no other path of " + ways.gateway() + " is healthy"));
  }

  private Failure unfit(Candidate one) {
    var stays = "; " + ways.gateway() + " stays on " + state.current();
    if (one.kin() == Kin.OTHER)
      return new Failure(Reason.IMPOSTOR, "another gateway answers on path " + one.name() + stays);
    return one.health() instanceof PathHealth.Failing(_, _, var why)
        ? new Failure(why.reason(), "path " + one.name() + " does not answer: " + why + stays)
        : new Failure(Reason.UNAVAILABLE, "path " + one.name() + " has not been seen yet" + stays);
  }

  private FailedException refuse(String why) {
    return new FailedException(Reason.NOT_SUPPORTED, why);
  }

  private String names() {
    return String.join(", ", ways.all().stream().map(Way::name).toList());
  }

  private List<Candidate> candidates() {
    return ways.all().stream()
        .map(way -> new Candidate(way.name(), health(way), kin(way)))
        .toList();
  }

  private Optional<PathWatch> watch(Way way) {
    return watches.stream().filter(watch -> watch.way.equals(way)).findFirst();
  }

  private PathHealth health(Way way) {
    return watch(way).map(PathWatch::health).orElseGet(PathHealth.Unseen::new);
  }

  private Kin kin(Way way) {
    return watch(way).map(this::kin).orElse(Kin.UNKNOWN);
  }

  private Kin kin(PathWatch watch) {
    if (watch.way.name().equals(state.current())) return Kin.SAME;
    return watch
        .identity()
        .flatMap(other -> known().map(ours -> ours.kin(other)))
        .orElse(Kin.UNKNOWN);
  }

  /** Who answers, or answered last, on the path in use. */
  private Optional<Identity> known() {
    return ways.named(state.current()).flatMap(this::watch).flatMap(PathWatch::identity);
  }

  String current() {
    return state.current();
  }

  PathView view() {
    var now = time.moment();
    return new PathView(
        ways.gateway(),
        state.current(),
        state.since().wall(),
        state.held().filter(_ -> state.isHeld(now)).map(Moment::wall),
        state.patience(terms, now),
        ways.all().stream().map(this::view).toList());
  }

  private PathView.One view(Way way) {
    return new PathView.One(
        way.name(),
        way.route().gateway().url(),
        way.tunnel().map(TunnelId::name),
        health(way),
        kin(way));
  }
}
