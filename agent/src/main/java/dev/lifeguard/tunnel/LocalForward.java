package dev.lifeguard.tunnel;

import dev.lifeguard.reason.Failure;
import dev.lifeguard.ssh.SshAcceptor;
import dev.lifeguard.ssh.SshChannel;
import dev.lifeguard.ssh.SshSession;
import dev.lifeguard.tunnel.TunnelSettings.Forward;
import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * We listen, the far side connects. The listener stays while sessions come and go: a connection
 * that has carried nothing yet moves on to the next session, one that has is cut with its own. All
 * of it happens on the loop.
 */
final class LocalForward implements CarriedForward, Door.Porter {
  private static final Logger log = LoggerFactory.getLogger(LocalForward.class);

  private final Site site;
  private final Books books;
  private final WaitingRoom waitingRoom;
  private final Set<Relay> opening = new HashSet<>();
  private final Suspicion suspicion;
  private @Nullable Door door;
  private @Nullable SshSession session;
  private boolean wanted;

  LocalForward(TunnelId tunnel, Forward settings, Site site) {
    this.site = site;
    this.books = Books.of(tunnel, settings, site);
    this.waitingRoom = new WaitingRoom(site, books.connections());
    this.suspicion = new Suspicion(site);
  }

  @Override
  public Books books() {
    return books;
  }

  @Override
  public void open() {
    site.loop()
        .run(
            () -> {
              wanted = true;
              listen();
            });
  }

  @Override
  public void carry(SshSession next) {
    site.loop()
        .run(
            () -> {
              session = next;
              for (var guest = waitingRoom.next(); guest.isPresent(); guest = waitingRoom.next())
                pass(guest.orElseThrow(), next);
              if (door != null) door.reopen();
            });
  }

  @Override
  public void hold(Failure why) {
    site.loop()
        .run(
            () -> {
              session = null;
              Set.copyOf(opening).forEach(this::keepForLater);
              books.connections().cutAll(why);
            });
  }

  @Override
  public void close(Failure why) {
    site.loop()
        .run(
            () -> {
              wanted = false;
              session = null;
              if (door != null) door.close();
              door = null;
              opening.clear();
              books.connections().cutAll(why);
              waitingRoom.dismissAll(why);
              books.status().becomes(new ForwardStatus.Closed());
            });
  }

  @Override
  public void came(SocketChannel visitor) {
    try {
      var local = LocalSocket.of(visitor, site.loop());
      if (site.knocks().answer(local.peer())) local.close();
      else welcome(local);
    } catch (IOException e) {
      log.debug("visitor left at once forward={}", settings().name(), e);
    }
  }

  @Override
  public void cannotOpen(IOException why) {
    log.warn("cannot accept forward={} because={}", settings().name(), why.getMessage());
    site.again(
        () -> {
          if (door != null) door.reopen();
        });
  }

  private void listen() {
    if (!wanted || door != null) return;
    switch (Door.open(site.loop(), settings().local(), this)) {
      case Door.Opening.Opened(var opened) -> {
        door = opened;
        books.status().becomes(new ForwardStatus.Listening(opened.address()));
      }
      case Door.Opening.Refused(var why) -> {
        books.status().becomes(new ForwardStatus.Broken(why));
        site.again(this::listen);
      }
    }
  }

  private void welcome(LocalSocket local) {
    counts().accepted.increment();
    if (session != null) {
      pass(local, session);
      return;
    }
    waitingRoom.admit(local);
    if (waitingRoom.isFull() && door != null) door.shut();
  }

  private void pass(LocalSocket local, SshSession through) {
    var relay = books.connections().relay(local);
    opening.add(relay);
    channel(relay, through)
        .whenComplete(
            (channel, thrown) -> {
              if (thrown == null) relay.start(channel);
              site.loop().run(() -> settled(relay, through, thrown));
            });
    suspicion.raise(through, () -> opening.contains(relay));
  }

  private CompletionStage<SshChannel> channel(Relay relay, SshSession through) {
    var to = settings().remote();
    if (to.socket().isPresent()) return through.openUnix(to.socket().orElseThrow(), relay);
    var peer = relay.local().peer();
    var origin = new SshAcceptor.Origin(peer.getHostString(), peer.getPort());
    return through.openTcp(to.host(), to.port(), origin, relay);
  }

  private void settled(Relay relay, SshSession through, @Nullable Throwable thrown) {
    if (!opening.contains(relay)) return;
    if (thrown == null) {
      opening.remove(relay);
      return;
    }
    if (session != through || !through.isOpen()) keepForLater(relay);
    else {
      opening.remove(relay);
      relay.cut(Thrown.failure(thrown));
    }
  }

  private void keepForLater(Relay relay) {
    opening.remove(relay);
    var local = books.connections().takeBack(relay);
    if (session != null && session.isOpen()) pass(local, session);
    else waitingRoom.admit(local);
  }
}
