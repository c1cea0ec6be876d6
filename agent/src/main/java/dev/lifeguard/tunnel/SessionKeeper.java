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
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Keeps one tunnel of ours up: does what {@link TunnelCourse} decides. */
final class SessionKeeper implements Keeper {
  private static final Failure RESTARTED =
      new Failure(Reason.CANCELLED, "the tunnel was restarted");

  private final TunnelId id;
  private final TunnelSettings.Kept settings;
  private final Site site;
  private final Dialler dialler;
  private final TunnelCourse course;
  private final Narrator narrator;
  private final StandbyKeeper standby;
  private final MendWatch mendWatch;
  private final List<CarriedForward> forwards;
  private TunnelState state;
  private Timer alarm = () -> {};
  private Dialler.Call call = Dialler.Call.NONE;
  private int knocks;
  private final AtomicInteger proofs = new AtomicInteger();
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
    this.mendWatch = new MendWatch(settings.ssh(), site, dialler);
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
    dialler.forgive(
        settings.ssh(),
        () -> {
          // For all who share it: a session that is to be replaced must carry nobody any longer.
          session().ifPresent(it -> it.end(RESTARTED));
          start();
        });
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
    if (state instanceof Active) session().ifPresent(this::prove);
    else if (!state.trying()) tell(new Hinted(hint));
  }

  /** A network that changes once more, as one that comes back does, gives it all the time again. */
  private void prove(SshSession session) {
    var mine = proofs.incrementAndGet();
    Suspicion.prove(session, () -> proofs.get() == mine);
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
    if (news instanceof KnockedInVain(_, var why)) narrator.knocked(why, ++knocks);
    else knocks = 0;
    observe();
  }

  private void follow(TunnelState before, TunnelNews news) {
    if (isUnderWay(before, state)) return;
    alarm.cancel();
    mendWatch.end();
    call.hangUp();
    if (before instanceof Active) leave(why(news));
    switch (state) {
      case Pending(var life, Effort.Trying _) -> attempt(life.generation());
      case Reconnecting(var life, Effort.Trying _) -> attempt(life.generation());
      case Pending(var life, Effort.Waiting(_, var pause, _)) -> ringAfter(pause, life);
      case Reconnecting(var life, Effort.Waiting(_, var pause, _)) -> ringAfter(pause, life);
      case Active(var life) -> carry(life.generation());
      case Failed _ ->
          mendWatch.begin(
              new MendWatch.Then(() -> tell(new Hinted(Hint.FILE_CHANGED)), this::askAgain));
      case Stopped _ -> {}
    }
  }

  /** The attempt of that state goes on in this one. */
  private static boolean isUnderWay(TunnelState before, TunnelState after) {
    return before.trying()
        && after.trying()
        && before.life().generation() == after.life().generation();
  }

  private void ringAfter(Duration pause, Life life) {
    alarm = site.time().after(pause, () -> tell(new Rang(life.generation())));
  }

  private void attempt(long generation) {
    call = dialler.dial(id, settings.ssh(), new Attempt(generation));
  }

  private final class Attempt implements Dialler.Asker {
    private final long generation;

    Attempt(long generation) {
      this.generation = generation;
    }

    @Override
    public void knockedInVain(Failure why) {
      tell(new KnockedInVain(generation, why));
    }

    @Override
    public void dialled(Dialler.Dialled outcome) {
      call = Dialler.Call.NONE;
      switch (outcome) {
        case Dialler.Dialled.Reached(var got) -> {
          lease = Optional.of(got);
          tell(new Opened(generation));
        }
        case Dialler.Dialled.Missed(var why) -> tell(new NotOpened(generation, why));
      }
    }
  }

  /** The SSH room answers at once, and dials nobody, as long as it sees no cause to try again. */
  private void askAgain() {
    call =
        dialler.dial(
            id,
            settings.ssh(),
            new Dialler.Asker() {
              @Override
              public void knockedInVain(Failure why) {
                tell(new Hinted(Hint.FILE_CHANGED)); // it dials, so it saw cause
              }

              @Override
              public void dialled(Dialler.Dialled outcome) {
                call = Dialler.Call.NONE;
                if (outcome instanceof Dialler.Dialled.Reached(var early)) {
                  tell(new Hinted(Hint.FILE_CHANGED)); // asks for it once more, and shares it
                  early.close();
                }
              }
            });
  }

  private void carry(long generation) {
    var session = session().orElseThrow();
    server = Optional.of(session.server());
    session.closed().thenAccept(why -> dialler.here(() -> ended(generation, why)));
    // Before anything is carried, so that already the first answers come without Nagle's 40 ms.
    session
        .openIdleChannel()
        .whenComplete((_, thrown) -> dialler.here(() -> note(generation, thrown)));
    forwards.forEach(forward -> forward.carry(session));
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
      case Restarted _ -> RESTARTED;
      case Opened _, KnockedInVain _, Rang _, Hinted _ -> new Failure(Reason.CANCELLED, "");
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
