package dev.lifeguard.tunnel;

import dev.lifeguard.reason.Failure;
import dev.lifeguard.reason.Reason;
import dev.lifeguard.ssh.SshLease;
import dev.lifeguard.ssh.SshSession;
import dev.lifeguard.time.Timer;
import dev.lifeguard.tunnel.TunnelNews.*;
import dev.lifeguard.tunnel.TunnelSettings.Direction;
import dev.lifeguard.tunnel.TunnelState.*;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Keeps one tunnel of ours up: does what {@link TunnelCourse} decides. */
final class SessionKeeper implements Keeper {
  /** How long a session may take to prove that it outlived a change of network or a suspend. */
  private static final Duration SIGN_OF_LIFE = Duration.ofSeconds(3);

  private static final Duration LOOK_AT_FILES = Duration.ofSeconds(2);

  private final TunnelId id;
  private final TunnelSettings.Kept settings;
  private final Site site;
  private final Dialler dialler;
  private final TunnelCourse course;
  private final Narrator narrator;
  private final StandbyKeeper standby;
  private final List<CarriedForward> forwards;
  private TunnelState state;
  private Timer alarm = () -> {};
  private Optional<SshLease> lease = Optional.empty();
  private Optional<SshLease> successor = Optional.empty();
  private Optional<String> nagle = Optional.empty();
  private Optional<String> server = Optional.empty();

  SessionKeeper(TunnelId id, TunnelSettings.Kept settings, Site site, Dialler dialler) {
    this.id = id;
    this.settings = settings;
    this.site = site;
    this.dialler = dialler;
    this.course = new TunnelCourse(dialler.backoff());
    this.narrator = new Narrator(id, site);
    this.standby = new StandbyKeeper(id, settings, site, dialler);
    this.forwards = settings.forwards().stream().map(this::forward).toList();
    this.state = new Stopped(new Life(0, site.time().now(), 0, 0, Optional.empty()));
  }

  private CarriedForward forward(TunnelSettings.Forward forward) {
    return forward.direction() == Direction.LOCAL
        ? new LocalForward(id, forward, site)
        : new RemoteForward(id, forward, site);
  }

  @Override
  public TunnelId id() {
    return id;
  }

  @Override
  public TunnelSettings settings() {
    return settings;
  }

  @Override
  public TunnelView view() {
    return new TunnelView(
        id,
        server.orElse(settings.ssh().destination()),
        state,
        narrator.inState(),
        narrator.recentReconnects(),
        standby.current(),
        nagle,
        forwards.stream().map(SessionKeeper::view).toList());
  }

  @Override
  public void start() {
    forwards.forEach(CarriedForward::open);
    tell(new Restarted());
  }

  @Override
  public CompletionStage<Void> restart() {
    dialler.forget(settings.ssh());
    start();
    return CompletableFuture.completedStage(null);
  }

  @Override
  public void stop(Failure why) {
    standby.stop();
    tell(new StopAsked());
    forwards.forEach(forward -> forward.close(why));
  }

  @Override
  public void hint(Hint hint) {
    if (state instanceof Active) session().ifPresent(it -> it.alive(SIGN_OF_LIFE));
    else if (!state.trying()) tell(new Hinted(hint));
  }

  @Override
  public void sister(String of) {
    if (server.filter(of::equals).isPresent() && !(state instanceof Active))
      tell(new Hinted(Hint.SISTER_SUCCEEDED));
  }

  @Override
  public void observe() {
    narrator.observe(state, forwards);
  }

  @Override
  public Optional<CarriedForward> carried(String forward) {
    return forwards.stream().filter(it -> it.settings().name().equals(forward)).findFirst();
  }

  @Override
  public Optional<SshSession> session() {
    return lease.map(SshLease::session);
  }

  private void tell(TunnelNews news) {
    var before = state;
    state = course.next(before, news, site.time().now());
    if (state.equals(before)) return;
    follow(before, news);
    narrator.changed(before, state);
    observe();
  }

  private void follow(TunnelState before, TunnelNews news) {
    alarm.cancel();
    if (before instanceof Active) leave(why(news));
    switch (state) {
      case Pending(var life, Effort.Trying _) -> attempt(life.generation());
      case Reconnecting(var life, Effort.Trying _) -> attempt(life.generation());
      case Pending(var life, Effort.Waiting(_, var pause, _)) -> ringAfter(pause, life);
      case Reconnecting(var life, Effort.Waiting(_, var pause, _)) -> ringAfter(pause, life);
      case Active(var life) -> carry(life.generation());
      case Failed _ -> alarm = site.time().after(LOOK_AT_FILES, this::lookAtFiles);
      case Stopped _ -> {}
    }
  }

  private void ringAfter(Duration pause, Life life) {
    alarm = site.time().after(pause, () -> tell(new Rang(life.generation())));
  }

  private void attempt(long generation) {
    dialler.dial(
        id,
        settings.ssh(),
        outcome -> {
          switch (outcome) {
            case Dialler.Dialled.Reached(var got) -> reached(generation, got);
            case Dialler.Dialled.Missed(var why) -> tell(new NotOpened(generation, why));
          }
        });
  }

  private void reached(long generation, SshLease got) {
    if (!state.trying() || state.life().generation() != generation) {
      got.close(); // of a former life
      return;
    }
    lease = Optional.of(got);
    tell(new Opened(generation));
  }

  /**
   * The SSH room answers a permanent failure at once, without dialling, until a file changes that
   * matters to it. So asking it again costs nothing, and any other answer is news.
   */
  private void lookAtFiles() {
    if (!(state instanceof Failed(var life, var because))) return;
    dialler.dial(
        id,
        settings.ssh(),
        outcome -> {
          if (!(state instanceof Failed(var now, _)) || now.generation() != life.generation()) {
            if (outcome instanceof Dialler.Dialled.Reached(var late)) late.close();
          } else if (outcome instanceof Dialler.Dialled.Missed(var why)
              && why.reason() == because.reason()) {
            alarm = site.time().after(LOOK_AT_FILES, this::lookAtFiles);
          } else {
            if (outcome instanceof Dialler.Dialled.Reached(var early)) early.close();
            tell(new Hinted(Hint.FILE_CHANGED));
          }
        });
  }

  private void carry(long generation) {
    var session = session().orElseThrow();
    server = Optional.of(session.server());
    session.closed().thenAccept(why -> dialler.here(() -> ended(generation, why)));
    forwards.forEach(forward -> forward.carry(session));
    session
        .openIdleChannel()
        .whenComplete((_, thrown) -> dialler.here(() -> note(generation, thrown)));
    standby.make();
  }

  private void note(long generation, @Nullable Throwable thrown) {
    if (state.life().generation() != generation) return;
    nagle =
        Optional.of(
            thrown == null
                ? "small answers come at once: an idle session channel is open"
                : "small answers may come 40 ms late: no idle session channel ("
                    + Thrown.failure(thrown)
                    + ")");
  }

  private void ended(long generation, Failure why) {
    if (!(state instanceof Active(var life)) || life.generation() != generation) return;
    successor = standby.take();
    tell(successor.isPresent() ? new TookOver(generation, why) : new Lost(generation, why));
  }

  private void leave(Failure why) {
    forwards.forEach(forward -> forward.hold(why));
    lease.ifPresent(SshLease::close);
    lease = successor;
    successor = Optional.empty();
    nagle = Optional.empty();
  }

  private static Failure why(TunnelNews news) {
    return switch (news) {
      case Lost(_, var why) -> why;
      case TookOver(_, var why) -> why;
      case NotOpened(_, var why) -> why;
      case StopAsked _ -> new Failure(Reason.STOPPED, "the tunnel was stopped");
      case Restarted _ -> new Failure(Reason.CANCELLED, "the tunnel was restarted");
      case Opened _, Rang _, Hinted _ -> new Failure(Reason.CANCELLED, "");
    };
  }

  private static TunnelView.ForwardView view(CarriedForward forward) {
    var settings = forward.settings();
    return new TunnelView.ForwardView(
        settings.name(),
        settings.direction(),
        settings.local(),
        settings.remote(),
        settings.expect(),
        forward.status(),
        forward.counts().connected(),
        forward.counts().up.sum(),
        forward.counts().down.sum());
  }
}
