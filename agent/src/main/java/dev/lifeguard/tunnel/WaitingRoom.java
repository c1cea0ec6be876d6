package dev.lifeguard.tunnel;

import dev.lifeguard.reason.Failure;
import dev.lifeguard.reason.Reason;
import java.util.ArrayDeque;
import java.util.Optional;

/**
 * Local connections that wait for a session. First come, first served; who waits too long is reset,
 * so that nobody takes silence for an answer. Used on the loop only.
 */
final class WaitingRoom {
  private record Guest(LocalSocket local, long since) {}

  private final Site site;
  private final Connections connections;
  private final ArrayDeque<Guest> guests = new ArrayDeque<>();
  private boolean watched;

  WaitingRoom(Site site, Connections connections) {
    this.site = site;
    this.connections = connections;
  }

  boolean isFull() {
    return guests.size() >= site.hold().most();
  }

  void admit(LocalSocket local) {
    guests.add(new Guest(local, site.time().nanos()));
    counted();
    watch();
  }

  Optional<LocalSocket> next() {
    var guest = Optional.ofNullable(guests.poll());
    counted();
    return guest.map(Guest::local);
  }

  void dismissAll(Failure why) {
    for (var guest = guests.poll(); guest != null; guest = guests.poll()) dismiss(guest, why);
    counted();
  }

  private void watch() {
    if (watched || guests.isEmpty()) return;
    watched = true;
    var left = site.hold().longest().minus(site.time().since(guests.peek().since()));
    site.time().after(left, () -> site.loop().run(this::dismissTheLate));
  }

  private void dismissTheLate() {
    watched = false;
    var why =
        new Failure(
            Reason.TIMEOUT, "no session within " + site.hold().longest().toSeconds() + " s");
    while (!guests.isEmpty() && isLate(guests.peek())) dismiss(guests.poll(), why);
    counted();
    watch();
  }

  private boolean isLate(Guest guest) {
    return site.time().since(guest.since()).compareTo(site.hold().longest()) >= 0;
  }

  private void dismiss(Guest guest, Failure why) {
    guest.local().reset();
    connections.lost(why, guest.since());
  }

  private void counted() {
    connections.counts().held.set(guests.size());
  }
}
