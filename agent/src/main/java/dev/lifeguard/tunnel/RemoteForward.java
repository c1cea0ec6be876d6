package dev.lifeguard.tunnel;

import dev.lifeguard.reason.FailedException;
import dev.lifeguard.reason.Failure;
import dev.lifeguard.reason.Reason;
import dev.lifeguard.ssh.RemoteBinding;
import dev.lifeguard.ssh.RemotePlace;
import dev.lifeguard.ssh.SshAcceptor;
import dev.lifeguard.ssh.SshChannel;
import dev.lifeguard.ssh.SshReceiver;
import dev.lifeguard.ssh.SshSession;
import dev.lifeguard.tunnel.TunnelSettings.Endpoint;
import dev.lifeguard.tunnel.TunnelSettings.Forward;
import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * The far side listens, we connect. The far listener dies with its session and is asked for anew
 * with the next one, on the same port even when the server had picked it. All of it happens on the
 * loop.
 */
final class RemoteForward implements CarriedForward, SshAcceptor {
  private final Site site;
  private final Books books;
  private final Destination destination;
  private @Nullable SshSession session;
  private @Nullable RemoteBinding binding;
  private RemotePlace place;

  RemoteForward(TunnelId tunnel, Forward settings, Site site) {
    this.site = site;
    this.books = Books.of(tunnel, settings, site);
    this.destination = new Destination(settings.local(), site);
    this.place = place(settings.remote());
  }

  @Override
  public Books books() {
    return books;
  }

  @Override
  public void open() {
    // Only a session can listen over there.
  }

  @Override
  public void carry(SshSession next) {
    site.loop()
        .run(
            () -> {
              session = next;
              bind(next);
            });
  }

  @Override
  public void hold(Failure why) {
    site.loop().run(() -> leave(why, new ForwardStatus.Closed()));
  }

  @Override
  public void close(Failure why) {
    site.loop()
        .run(
            () -> {
              if (binding != null) binding.cancel();
              leave(why, new ForwardStatus.Closed());
            });
  }

  @Override
  public CompletionStage<SshReceiver> accept(SshChannel channel, Origin origin) {
    var accepted = new CompletableFuture<SshReceiver>();
    site.loop().run(() -> connect(channel, accepted));
    return accepted;
  }

  private static RemotePlace place(Endpoint at) {
    return at.socket()
        .<RemotePlace>map(RemotePlace.Socket::new)
        .orElseGet(() -> new RemotePlace.Port(at.host(), at.port()));
  }

  private static Endpoint endpoint(RemotePlace place) {
    return switch (place) {
      case RemotePlace.Port(var host, var port) -> Endpoint.of(host, port);
      case RemotePlace.Socket(var path) -> Endpoint.unix(path);
    };
  }

  private void leave(Failure why, ForwardStatus next) {
    session = null;
    binding = null;
    books.connections().cutAll(why);
    books.status().becomes(next);
  }

  private void bind(SshSession through) {
    if (session != through) return;
    through
        .bindRemote(place, this)
        .whenComplete((bound, thrown) -> site.loop().run(() -> settled(through, bound, thrown)));
  }

  private void settled(SshSession through, RemoteBinding bound, @Nullable Throwable thrown) {
    if (session != through) {
      if (thrown == null) bound.cancel();
      return;
    }
    if (thrown == null) {
      binding = bound;
      place = bound.place();
      books.status().becomes(new ForwardStatus.Listening(endpoint(place)));
      return;
    }
    books.status().becomes(new ForwardStatus.Broken(Thrown.failure(thrown)));
    // The server may still hold the port for our former session, which it thinks alive.
    site.again(() -> bind(through));
  }

  private void connect(SshChannel channel, CompletableFuture<SshReceiver> accepted) {
    counts().accepted.increment();
    var since = site.time().nanos();
    destination.dial(
        new Destination.Caller() {
          @Override
          public void reached(SocketChannel socket) {
            join(socket, channel, accepted, since);
          }

          @Override
          public void missed(Failure why) {
            refuse(accepted, why, since);
          }
        });
  }

  private void join(
      SocketChannel socket,
      SshChannel channel,
      CompletableFuture<SshReceiver> accepted,
      long since) {
    try {
      var relay = books.connections().relay(LocalSocket.of(socket, site.loop()));
      accepted.complete(relay);
      relay.start(channel);
    } catch (IOException e) {
      // It went away before it could be watched: there is nothing to close.
      var words = settings().local() + ": " + e.getMessage();
      refuse(accepted, new Failure(Reason.DESTINATION_REFUSED, words), since);
    }
  }

  private void refuse(CompletableFuture<SshReceiver> accepted, Failure why, long since) {
    books.connections().lost(why, since);
    accepted.completeExceptionally(new FailedException(why));
  }
}
