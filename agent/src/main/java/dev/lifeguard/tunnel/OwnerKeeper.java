package dev.lifeguard.tunnel;

import dev.lifeguard.reason.FailedException;
import dev.lifeguard.reason.Failure;
import dev.lifeguard.reason.Reason;
import dev.lifeguard.ssh.SshSession;
import dev.lifeguard.time.Timer;
import dev.lifeguard.tunnel.TunnelNews.*;
import dev.lifeguard.tunnel.TunnelState.*;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Watches a tunnel that somebody else keeps: through its local address, which says that its owner
 * lives. Whether anything answers behind it, a probe says.
 */
final class OwnerKeeper implements Keeper {
  private static final Duration LOOK_EVERY = Duration.ofSeconds(2);
  private static final Duration PATIENCE = Duration.ofSeconds(2);
  private static final Duration COMMAND = Duration.ofSeconds(60);

  private final TunnelId id;
  private final TunnelSettings.External settings;
  private final Site site;
  private final Dialler dialler;
  private final TunnelCourse course;
  private final Narrator narrator;
  private TunnelState state;
  private Timer alarm = () -> {};

  OwnerKeeper(TunnelId id, TunnelSettings.External settings, Site site, Dialler dialler) {
    this.id = id;
    this.settings = settings;
    this.site = site;
    this.dialler = dialler;
    this.course = new TunnelCourse(dialler.backoff());
    this.narrator = new Narrator(id, site);
    this.state = new Stopped(new Life(0, site.time().now(), 0, 0, Optional.empty()));
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
    var watched = settings.watched();
    ForwardStatus status =
        state instanceof Active
            ? new ForwardStatus.Listening(watched.local())
            : new ForwardStatus.Closed();
    var forward =
        new TunnelView.ForwardView(
            watched.name(),
            watched.direction(),
            watched.local(),
            watched.remote(),
            watched.expect(),
            status,
            new TunnelView.Connected(0, 0, 0, 0, 0),
            0,
            0);
    return new TunnelView(
        id,
        watched.local().toString(),
        state,
        narrator.inState(),
        narrator.recentReconnects(),
        new Standby.Off(),
        Optional.empty(),
        List.of(forward));
  }

  @Override
  public void start() {
    tell(new Restarted());
  }

  @Override
  public CompletionStage<Void> restart() {
    if (settings.restart().isEmpty())
      return refused("no restart command of its owner is configured");
    var done = new CompletableFuture<Void>();
    Thread.ofVirtual()
        .name("tunnel-owner-" + id)
        .start(
            () -> {
              var failure = Command.run(settings.restart(), COMMAND);
              dialler.here(
                  () -> {
                    start();
                    failure.ifPresentOrElse(
                        why -> done.completeExceptionally(new FailedException(why)),
                        () -> done.complete(null));
                  });
            });
    return done;
  }

  @Override
  public void stop(Failure why) {
    tell(new StopAsked());
  }

  @Override
  public void hint(Hint hint) {
    tell(new Hinted(hint));
  }

  @Override
  public void sister(String server) {
    // Its owner has no session of ours.
  }

  @Override
  public void observe() {
    narrator.observe(state, List.of());
    if (!(state instanceof Active)) narrator.down(settings.watched().name());
  }

  @Override
  public Optional<CarriedForward> carried(String forward) {
    return Optional.empty();
  }

  @Override
  public Optional<SshSession> session() {
    return Optional.empty();
  }

  private void tell(TunnelNews news) {
    var before = state;
    state = course.next(before, news, site.time().now());
    if (state.equals(before)) return;
    follow();
    narrator.changed(before, state);
    observe();
  }

  private void follow() {
    alarm.cancel();
    var generation = state.life().generation();
    if (state.trying()) look(generation);
    else if (state instanceof Active) alarm = site.time().after(LOOK_EVERY, () -> look(generation));
    else
      state
          .pause()
          .ifPresent(pause -> alarm = site.time().after(pause, () -> tell(new Rang(generation))));
  }

  private void look(long generation) {
    Thread.ofVirtual()
        .name("tunnel-watch-" + id)
        .start(
            () -> {
              var failure = Knock.reach(settings.watched().local(), PATIENCE);
              dialler.here(() -> looked(generation, failure));
            });
  }

  private void looked(long generation, Optional<Failure> failure) {
    if (state.life().generation() != generation) return;
    if (state.trying())
      tell(
          failure.isEmpty()
              ? new Opened(generation)
              : new NotOpened(generation, failure.orElseThrow()));
    else if (failure.isPresent()) tell(new Lost(generation, failure.orElseThrow()));
    else alarm = site.time().after(LOOK_EVERY, () -> look(generation));
  }

  private static CompletionStage<Void> refused(String why) {
    return CompletableFuture.failedStage(new FailedException(Reason.NOT_SUPPORTED, why));
  }
}
