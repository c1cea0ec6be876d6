package dev.lifeguard.tunnel;

import dev.lifeguard.reason.FailedException;
import dev.lifeguard.reason.Failure;
import dev.lifeguard.reason.Reason;
import dev.lifeguard.ssh.SshAcceptor;
import dev.lifeguard.ssh.SshChannel;
import dev.lifeguard.ssh.SshReceiver;
import dev.lifeguard.ssh.SshSession;
import dev.lifeguard.tunnel.TunnelSettings.Direction;
import dev.lifeguard.tunnel.TunnelSettings.Endpoint;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Opens a way to where a forward leads. On the context of {@link Tunnels} only. */
final class Passages {
  private static final SshAcceptor.Origin US = new SshAcceptor.Origin("127.0.0.1", 0);

  private Passages() {}

  static CompletionStage<Passage> open(Keeper keeper, String name) {
    return switch (keeper.settings()) {
      case TunnelSettings.External(_, var watched, _) when watched.name().equals(name) ->
          LocalPassage.open(watched.local());
      case TunnelSettings.External _, TunnelSettings.Kept _ ->
          keeper
              .carried(name)
              .map(forward -> through(keeper, destination(forward)))
              .orElseGet(() -> failed(new Failure(Reason.NOT_SUPPORTED, "no forward " + name)));
    };
  }

  private static CompletionStage<Passage> through(Keeper keeper, Endpoint to) {
    var session = keeper.session();
    if (session.isEmpty()) return failed(noSession(keeper));
    return SessionPassage.open(receiver -> channel(session.orElseThrow(), to, receiver));
  }

  /**
   * A remote forward is entered where its users enter it: at the port on which the server listens,
   * so that the way leads back to us, and out at our end.
   */
  private static Endpoint destination(CarriedForward forward) {
    var remote = forward.settings().remote();
    if (forward.settings().direction() == Direction.LOCAL) return remote;
    var host = remote.host().isEmpty() || remote.host().equals("*") ? "localhost" : remote.host();
    return forward.status() instanceof ForwardStatus.Listening(var at)
        ? Endpoint.of(host, at.port())
        : Endpoint.of(host, remote.port());
  }

  private static CompletionStage<SshChannel> channel(
      SshSession session, Endpoint to, SshReceiver receiver) {
    var socket = to.socket();
    return socket.isPresent()
        ? session.openUnix(socket.orElseThrow(), receiver)
        : session.openTcp(to.host(), to.port(), US, receiver);
  }

  private static Failure noSession(Keeper keeper) {
    return Narrator.reason(keeper.view().state())
        .orElseGet(() -> new Failure(Reason.UNAVAILABLE, "the tunnel has no session yet"));
  }

  private static CompletionStage<Passage> failed(Failure why) {
    return CompletableFuture.failedStage(new FailedException(why));
  }
}
