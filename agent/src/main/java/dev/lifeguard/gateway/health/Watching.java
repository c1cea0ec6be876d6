package dev.lifeguard.gateway.health;

import dev.lifeguard.gateway.Closed;
import dev.lifeguard.gateway.Dialer;
import dev.lifeguard.gateway.Evidence;
import dev.lifeguard.gateway.GatewayConnection;
import dev.lifeguard.gateway.GatewayEvent;
import dev.lifeguard.gateway.GatewayReport;
import dev.lifeguard.gateway.GatewayState;
import dev.lifeguard.gateway.HandshakeFailure;
import dev.lifeguard.gateway.HttpFace;
import dev.lifeguard.gateway.HttpSight;
import dev.lifeguard.gateway.Keeper;
import dev.lifeguard.gateway.Keeper.News;
import dev.lifeguard.gateway.Limits;
import dev.lifeguard.gateway.Payload;
import dev.lifeguard.gateway.Phases;
import dev.lifeguard.gateway.health.Sight.Link;
import dev.lifeguard.reason.Failure;
import dev.lifeguard.reason.Reason;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;

/** The watch at work: turns news of the connection into looks, and looks into a state. */
final class Watching {
  private static final Set<String> LOOPBACK = Set.of("127.0.0.1", "localhost", "[::1]");

  private static final Duration HANDSHAKE = Duration.ofSeconds(10);

  private final Teller teller;
  private final WatchSettings pace;
  private final Looks.Means means;
  private final Looks looks;
  private final Rounds rounds;
  private final Pulse pulse;
  private final Connected connected;
  private final SecondOpinion opinion;
  private final Autopsy autopsy;
  private final Keeper keeper;
  private final Outlook outlook = new Outlook();
  private Optional<Asker> asker = Optional.empty();
  private Optional<Link> link = Optional.empty();
  private Optional<Failure> heldOff = Optional.empty();
  private long toldAt;
  private boolean away;

  Watching(Looks.Means means, WatchSettings pace, Path identity) {
    this.means = means;
    this.teller = means.teller();
    this.pace = pace;
    this.looks = new Looks(means, pace.timeout());
    this.rounds = new Rounds(looks, pace, this::roundEnded);
    this.pulse = new Pulse(teller);
    this.connected = new Connected(teller);
    this.toldAt = teller.nanos();
    var face = new HttpFace(means.vertx(), means.time(), means.gateway());
    this.opinion = new SecondOpinion(face, means.time(), this::seconded);
    this.autopsy = new Autopsy(means.aside(), outlook::rejected);
    this.keeper =
        new Keeper(
            new Dialer(means.vertx(), means.time(), means.gateway(), limits(pace), identity),
            means.time(),
            this::heard,
            () -> ThreadLocalRandom.current().nextDouble());
  }

  private static Limits limits(WatchSettings pace) {
    var handshake = pace.timeout().compareTo(HANDSHAKE) > 0 ? pace.timeout() : HANDSHAKE;
    return new Limits(handshake, pace.timeout());
  }

  void start() {
    keeper.start();
  }

  void stop() {
    keeper.stop();
    opinion.close();
    looks.close();
  }

  void tunnel(Optional<String> state, Optional<String> reason) {
    outlook.tunnel(state, reason);
  }

  /** What the last look through the forward that leads here came to; at once, if it is news. */
  void behind(String reason) {
    outlook.behind(reason);
    judge();
  }

  /** The lines of another gateway's log. */
  void neighbour(LogTrail other) {
    looks.log.neighbour(other);
  }

  /**
   * Several times a second: looks that are due, silences that have lasted, graces that are over.
   */
  void tick() {
    asker.ifPresent(this::tick);
    if (asker.isEmpty() && away()) opinion.askAgain();
    if (asker.isEmpty() && isGone() && isLocal()) autopsy.perform(looks.premises(), teller.nanos());
    judge();
    pulse.settle();
    if (teller.nanos() - toldAt >= pace.gateway().toNanos()) tell();
  }

  /** The first looks are done: whoever waits to know need not wait for the next turn. */
  private void roundEnded() {
    if (asker.isEmpty()) return;
    judge();
    tell();
  }

  private void tick(Asker it) {
    rounds.tick(it, teller.nanos());
    var waiting = looks.health.vitals(it).waiting();
    if (waiting.compareTo(Judgement.QUIET) < 0) return;
    opinion.askAgain();
    var connection = it.connection();
    // no answer for two ticks, whatever else drips in, or the gateway answers everybody but us:
    // this socket is dead
    var twoTicks = connection.hello().tick().multipliedBy(2);
    if (waiting.compareTo(twoTicks) > 0 || answersOthers(connection)) connection.giveUp(waiting);
  }

  private boolean answersOthers(GatewayConnection connection) {
    return connection.quietFor().compareTo(pace.timeout()) > 0
        && outlook
            .http()
            .map(HttpSight::opinion)
            .map(Evidence::state)
            .equals(Optional.of(GatewayState.RUNNING));
  }

  /** Nobody listens; why it does not come back may stand in its configuration. */
  private boolean isGone() {
    return pulse
        .evidence()
        .filter(
            it ->
                it.state() == GatewayState.STOPPED
                    || it.reason().equals(Reason.CONFIG_REJECTED.code()))
        .isPresent();
  }

  /** Through a tunnel everything looks local, and is not. */
  private boolean isLocal() {
    var host = String.valueOf(means.gateway().url().getHost());
    return outlook.isDirect() && LOOPBACK.contains(host);
  }

  private boolean away() {
    return link.filter(it -> !(it instanceof Link.Ended)).isPresent();
  }

  private void tell() {
    toldAt = teller.nanos();
    connected.tell();
    pulse.tell();
    teller.event(_ -> new GatewayEvent.Reported(report()));
  }

  private void heard(News news) {
    switch (news) {
      case News.Standing(var connection) -> standing(connection);
      case News.Pushed(var event, var payload) -> pushed(event, payload);
      case News.Ended(var how) -> ended(how);
      case News.Failing(var failure) -> failing(failure);
      case News.HeldOff(var because) -> heldOff(new Link.HeldOff(because), because);
      case News.Outside _ -> outside();
    }
  }

  private void standing(GatewayConnection connection) {
    var fresh = new Asker(connection, teller);
    asker = Optional.of(fresh);
    heldOff = Optional.empty();
    away = false;
    outlook.well();
    autopsy.over();
    if (connected.begin(connection)) looks.calls.restarted();
    rounds.begin(teller.nanos());
    rounds.tick(fresh, teller.nanos());
    for (var soon : Rounds.FIRST) means.time().after(soon, this::tick);
    judge();
  }

  private void pushed(String event, Payload payload) {
    switch (event) {
      case "shutdown" -> announced(payload);
      case "config.changed" -> {
        looks.metrics.again();
        rounds.configChanged(teller.nanos());
      }
      default -> {} // a hint at most: what it says is asked for anyway
    }
  }

  private void announced(Payload payload) {
    var how =
        payload
            .whole("restartExpectedMs")
            .<Closed>map(ms -> new Closed.Restarting(Duration.ofMillis(ms)))
            .orElseGet(Closed.Stopping::new);
    teller.event(at -> new GatewayEvent.ShutdownAnnounced(teller.gateway(), how, at));
  }

  private void ended(Closed how) {
    asker = Optional.empty();
    link = Optional.of(ending(how));
    outlook.ended(how, teller.nanos());
    teller.event(at -> new GatewayEvent.Disconnected(teller.gateway(), how, at));
    gone("not connected: " + how.failure().reason());
    opinion.askAnew();
    judge();
  }

  /** One that takes us in only to throw us out again does not run, whatever its hello says. */
  private Link ending(Closed how) {
    return switch (how) {
      case Closed.Lost _, Closed.Dismissed _, Closed.Misbehaved _, Closed.AuthChanged _
          when keeper.isShaky() ->
          new Link.Failing(HandshakeFailure.of(Phases.Phase.RPC, how.failure(), Phases.NONE));
      case Closed other -> new Link.Ended(other);
    };
  }

  private void gone(String because) {
    rounds.end();
    connected.end();
    looks.blind(because);
  }

  private void failing(HandshakeFailure failure) {
    link = Optional.of(new Link.Failing(failure));
    teller.event(at -> new GatewayEvent.ConnectFailed(teller.gateway(), failure, at));
    failure
        .pairing()
        .ifPresent(
            it ->
                teller.event(
                    at -> new GatewayEvent.PairingNeeded(teller.gateway(), it, it.command(), at)));
    judge();
    opinion.ask();
  }

  private void heldOff(Link why, Failure because) {
    link = Optional.of(why);
    if (!heldOff.equals(Optional.of(because)))
      teller.event(at -> new GatewayEvent.HeldOff(teller.gateway(), because, at));
    heldOff = Optional.of(because);
    opinion.askAgain();
    judge();
  }

  private void outside() {
    if (link.isEmpty()) gone("no token is given");
    link = Optional.of(new Link.Outside());
    opinion.askAgain();
    judge();
  }

  private void seconded(HttpSight seen) {
    outlook.second(seen);
    connected.glimpsed(seen.version());
    looks.channels.suppressed(seen.suppressed());
    var state = seen.opinion().state();
    // it went away and is back: it may know another secret now
    if (away && state == GatewayState.RUNNING && asker.isEmpty()) keeper.cameBack();
    away = asker.isEmpty() && (state == GatewayState.STOPPED || state == GatewayState.UNREACHABLE);
    judge();
  }

  private void judge() {
    if (asker.isPresent() && !keeper.isProven()) return; // it may break off again
    var now = asker.<Link>map(it -> new Link.Standing(looks.health.vitals(it))).or(() -> link);
    var changed =
        now.map(it -> outlook.sight(it, teller.nanos()))
            .flatMap(Judgement::of)
            .filter(seen -> !outlook.isFarewell(seen, teller.nanos()))
            .filter(pulse::see)
            .isPresent();
    if (changed) teller.event(_ -> new GatewayEvent.Reported(report()));
  }

  GatewayReport report() {
    return Reports.of(means, looks, connected, pulse);
  }
}
