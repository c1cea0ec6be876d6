package dev.lifeguard.tunnel;

import dev.lifeguard.reason.Failure;
import dev.lifeguard.reason.Reason.Kind;
import dev.lifeguard.ssh.SshLease;
import dev.lifeguard.time.Timer;
import dev.lifeguard.tunnel.TunnelEvent.StandbyChanged;
import java.time.Duration;
import java.util.Optional;

/**
 * Keeps a second, authenticated session of a tunnel at hand, if one is wanted. It carries nothing
 * until it is taken. Used on the context of {@link Tunnels} only.
 */
final class StandbyKeeper {
  private static final Duration PERMANENT = Duration.ofSeconds(30);

  private final TunnelId id;
  private final TunnelSettings.Kept settings;
  private final Site site;
  private final Dialler dialler;
  private Standby current = new Standby.Off();
  private Optional<SshLease> lease = Optional.empty();
  private Timer alarm = () -> {};
  private Dialler.Call call = Dialler.Call.NONE;
  private boolean making;
  private boolean stopped = true;
  private int failures;

  StandbyKeeper(TunnelId id, TunnelSettings.Kept settings, Site site, Dialler dialler) {
    this.id = id;
    this.settings = settings;
    this.site = site;
    this.dialler = dialler;
  }

  Standby current() {
    return current;
  }

  boolean isReady() {
    return lease.filter(StandbyKeeper::isAlive).isPresent();
  }

  /** Hands the session over; the next one is made on request. */
  Optional<SshLease> take() {
    var taken = lease.filter(StandbyKeeper::isAlive);
    lease = Optional.empty();
    return taken;
  }

  /** Makes a session, unless there is one, or one is being made. */
  void make() {
    if (!settings.standby()) return;
    stopped = false;
    if (making || isReady()) return;
    making = true;
    alarm.cancel();
    becomes(new Standby.Making());
    call = dialler.dialAnother(settings.ssh(), new Attempt());
  }

  void stop() {
    stopped = true;
    making = false;
    alarm.cancel();
    call.hangUp();
    take().ifPresent(SshLease::close);
    becomes(new Standby.Off());
  }

  private final class Attempt implements Dialler.Asker {
    @Override
    public void knockedInVain(Failure why) {
      becomes(new Standby.Missing(why));
    }

    @Override
    public void dialled(Dialler.Dialled outcome) {
      making = false;
      switch (outcome) {
        case Dialler.Dialled.Reached(var got) -> ready(got);
        case Dialler.Dialled.Missed(var why) -> missed(why);
      }
    }
  }

  private void missed(Failure why) {
    becomes(new Standby.Missing(why));
    var pause = dialler.backoff().afterFailure(why.reason(), ++failures);
    var permanent = why.reason().kind() == Kind.PERMANENT;
    alarm = site.time().after(permanent ? PERMANENT : pause, this::make);
  }

  private void ready(SshLease got) {
    failures = 0;
    lease = Optional.of(got);
    becomes(new Standby.Ready());
    got.session().closed().thenAccept(_ -> dialler.here(() -> ended(got)));
  }

  private void ended(SshLease which) {
    if (lease.filter(it -> it == which).isEmpty()) return; // taken, or replaced
    lease = Optional.empty();
    which.close();
    if (stopped) return;
    becomes(new Standby.Making());
    alarm = site.time().after(Backoff.CONNECT, this::make);
  }

  private void becomes(Standby next) {
    if (next.equals(current)) return;
    current = next;
    site.bus().publish(new StandbyChanged(id, next, site.time().now()));
  }

  private static boolean isAlive(SshLease lease) {
    return lease.session().isOpen();
  }
}
