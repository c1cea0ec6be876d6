package dev.lifeguard.tunnel;

import dev.lifeguard.reason.FailedException;
import dev.lifeguard.reason.Failure;
import dev.lifeguard.reason.Reason;
import dev.lifeguard.ssh.RemoteBinding;
import dev.lifeguard.ssh.SshAcceptor;
import dev.lifeguard.ssh.SshChannel;
import dev.lifeguard.ssh.SshReceiver;
import dev.lifeguard.ssh.SshSession;
import dev.lifeguard.tunnel.TunnelSettings.Endpoint;
import dev.lifeguard.tunnel.TunnelSettings.Forward;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * The far side listens, we connect. The far listener dies with its session and is asked for anew
 * with the next one, on the same port even when the server had picked it. All of it happens on the
 * loop.
 */
final class RemoteForward implements CarriedForward, SshAcceptor {
  private static final Duration AGAIN = Duration.ofSeconds(1);

  private final Forward settings;
  private final Site site;
  private final Status status;
  private final Connections connections;
  private @Nullable SshSession session;
  private @Nullable RemoteBinding binding;
  private int port;

  RemoteForward(TunnelId tunnel, Forward settings, Site site) {
    this.settings = settings;
    this.site = site;
    this.status = new Status(tunnel, settings.name(), site);
    this.connections = new Connections(tunnel, settings.name(), site);
    this.port = settings.remote().port();
  }

  @Override
  public Forward settings() {
    return settings;
  }

  @Override
  public ForwardStatus status() {
    return status.current();
  }

  @Override
  public Counts counts() {
    return connections.counts();
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

  private void leave(Failure why, ForwardStatus next) {
    session = null;
    binding = null;
    connections.cutAll(why);
    status.becomes(next);
  }

  private void bind(SshSession through) {
    if (session != through) return;
    through
        .bindRemote(settings.remote().host(), port, this)
        .whenComplete((bound, thrown) -> site.loop().run(() -> settled(through, bound, thrown)));
  }

  private void settled(SshSession through, RemoteBinding bound, @Nullable Throwable thrown) {
    if (session != through) {
      if (thrown == null) bound.cancel();
      return;
    }
    if (thrown == null) {
      binding = bound;
      port = bound.port();
      status.becomes(new ForwardStatus.Listening(Endpoint.of(bound.host(), port)));
      return;
    }
    status.becomes(new ForwardStatus.Broken(Thrown.failure(thrown)));
    // The server may still hold the port for our former session, which it thinks alive.
    site.time().after(AGAIN, () -> site.loop().run(() -> bind(through)));
  }

  private void connect(SshChannel channel, CompletableFuture<SshReceiver> accepted) {
    counts().accepted.increment();
    var since = site.time().nanos();
    try {
      var socket = dial();
      site.loop()
          .watch(socket, SelectionKey.OP_CONNECT, _ -> connected(socket, channel, accepted, since));
      if (socket.isConnected()) connected(socket, channel, accepted, since);
    } catch (IOException e) {
      refuse(accepted, e, since);
    }
  }

  private SocketChannel dial() throws IOException {
    var unix = settings.local().socket();
    var socket =
        unix.isPresent() ? SocketChannel.open(StandardProtocolFamily.UNIX) : SocketChannel.open();
    try {
      socket.configureBlocking(unix.isPresent()); // a unix socket connects at once, or not at all
      socket.connect(address());
      return socket;
    } catch (IOException | RuntimeException e) {
      socket.close();
      throw e;
    }
  }

  private SocketAddress address() {
    var to = settings.local();
    if (to.socket().isPresent()) return UnixDomainSocketAddress.of(to.socket().orElseThrow());
    return new InetSocketAddress(to.host(), to.port());
  }

  private void connected(
      SocketChannel socket,
      SshChannel channel,
      CompletableFuture<SshReceiver> accepted,
      long since) {
    try {
      if (!socket.finishConnect()) return;
      var relay = connections.relay(LocalSocket.of(socket, site.loop()));
      accepted.complete(relay);
      relay.start(channel);
    } catch (IOException e) {
      refuse(accepted, e, since);
      closeQuietly(socket);
    }
  }

  private void refuse(CompletableFuture<SshReceiver> accepted, IOException e, long since) {
    var why = new Failure(Reason.DESTINATION_REFUSED, settings.local() + ": " + e.getMessage());
    connections.lost(why, since);
    accepted.completeExceptionally(new FailedException(why));
  }

  private static void closeQuietly(SocketChannel socket) {
    try {
      socket.close();
    } catch (IOException e) {
      // it never was of use to anybody
    }
  }
}
