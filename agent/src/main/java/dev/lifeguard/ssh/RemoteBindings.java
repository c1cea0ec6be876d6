package dev.lifeguard.ssh;

import dev.lifeguard.reason.FailedException;
import dev.lifeguard.reason.Failure;
import dev.lifeguard.reason.Reason;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.sshd.common.SshConstants;
import org.apache.sshd.common.util.buffer.Buffer;

/** The places where the far side listens for us, and who takes the connections that come in. */
final class RemoteBindings {
  private static final String OF_A_PORT = "forwarded-tcpip";
  private static final String OF_A_SOCKET = "forwarded-streamlocal@openssh.com";

  private final Channels channels;
  private final Map<RemotePlace, SshAcceptor> acceptors = new ConcurrentHashMap<>();

  RemoteBindings(Channels channels) {
    this.channels = channels;
  }

  CompletableFuture<RemoteBinding> bind(RemotePlace place, SshAcceptor acceptor) {
    var picked = place instanceof RemotePlace.Port(_, var port) && port == 0;
    // The first connection can come in together with the answer, so the acceptor stands before it.
    if (!picked && acceptors.putIfAbsent(place, acceptor) != null)
      return CompletableFuture.failedFuture(
          new FailedException(
              Reason.REMOTE_BIND_DENIED, "another forward of ours has " + place + " over there"));
    return channels
        .ask(asking("", place), request -> name(place, request))
        .thenApply(reply -> bound(picked ? at(place, reply.getInt()) : place, acceptor))
        .exceptionallyCompose(
            failed -> {
              acceptors.remove(place);
              return CompletableFuture.failedFuture(denied(failed, place));
            });
  }

  private RemoteBinding bound(RemotePlace place, SshAcceptor acceptor) {
    acceptors.put(place, acceptor);
    return new RemoteBinding(place, this);
  }

  private static RemotePlace at(RemotePlace asked, int port) {
    return switch (asked) {
      case RemotePlace.Port(var host, _) -> new RemotePlace.Port(host, port);
      case RemotePlace.Socket _ -> asked;
    };
  }

  CompletableFuture<Void> cancel(RemoteBinding binding) {
    acceptors.remove(binding.place());
    return channels
        .ask(asking("cancel-", binding.place()), request -> name(binding.place(), request))
        .<Void>thenApply(_ -> null);
  }

  private static String asking(String prefix, RemotePlace place) {
    return prefix
        + switch (place) {
          case RemotePlace.Port _ -> "tcpip-forward";
          case RemotePlace.Socket _ -> "streamlocal-forward@openssh.com";
        };
  }

  private static void name(RemotePlace place, Buffer request) {
    switch (place) {
      case RemotePlace.Port(var host, var port) -> {
        request.putString(host);
        request.putInt(port);
      }
      case RemotePlace.Socket(var path) -> request.putString(path);
    }
  }

  /** The server says no more than no. */
  private static Throwable denied(Throwable failed, RemotePlace place) {
    var cause = failed instanceof CompletionException wrapped ? wrapped.getCause() : failed;
    var because =
        switch (place) {
          case RemotePlace.Port _ -> "taken over there, or AllowTcpForwarding or PermitListen";
          case RemotePlace.Socket _ ->
              "AllowStreamLocalForwarding, the directory, or a file left there without"
                  + " StreamLocalBindUnlink";
        };
    return cause instanceof GlobalRequest.Denied
        ? new FailedException(
            Reason.REMOTE_BIND_DENIED, "sshd does not listen on " + place + ": " + because)
        : cause;
  }

  /** The far side opens a channel: somebody connected over there. */
  void opened(Buffer buffer) {
    var type = buffer.getString();
    var sender = buffer.getInt();
    var window = buffer.getUInt();
    var packet = buffer.getUInt();
    var place =
        switch (type) {
          case OF_A_PORT -> Optional.of(new RemotePlace.Port(buffer.getString(), buffer.getInt()));
          case OF_A_SOCKET -> Optional.of(new RemotePlace.Socket(buffer.getString()));
          default -> Optional.<RemotePlace>empty();
        };
    if (place.isEmpty()) {
      refuse(sender, SshConstants.SSH_OPEN_UNKNOWN_CHANNEL_TYPE, "not asked for: " + type);
      return;
    }
    var acceptor = acceptor(place.orElseThrow());
    if (acceptor.isEmpty()) {
      refuse(sender, SshConstants.SSH_OPEN_ADMINISTRATIVELY_PROHIBITED, "place not asked for");
      return;
    }
    var origin = origin(place.orElseThrow(), buffer);
    var channel = channels.create(Deaf.RECEIVER);
    acceptor
        .get()
        .accept(channel, origin)
        .whenComplete(
            (receiver, failed) -> {
              if (failed == null) accept(channel, receiver, sender, window, packet);
              else decline(channel, sender, failed);
            });
  }

  /** GatewayPorts may have it listen on another address than was asked for. */
  private Optional<SshAcceptor> acceptor(RemotePlace place) {
    var exact = Optional.ofNullable(acceptors.get(place));
    if (exact.isPresent() || !(place instanceof RemotePlace.Port(_, var port))) return exact;
    return acceptors.entrySet().stream()
        .filter(it -> it.getKey() instanceof RemotePlace.Port(_, var ours) && ours == port)
        .findFirst()
        .map(Map.Entry::getValue);
  }

  private static SshAcceptor.Origin origin(RemotePlace place, Buffer buffer) {
    return switch (place) {
      case RemotePlace.Port _ -> new SshAcceptor.Origin(buffer.getString(), buffer.getInt());
      case RemotePlace.Socket(var path) -> new SshAcceptor.Origin(path, 0);
    };
  }

  private void accept(
      SshChannel channel, SshReceiver receiver, int sender, long window, long packet) {
    channel.receive(receiver);
    var reply = channels.message(SshConstants.SSH_MSG_CHANNEL_OPEN_CONFIRMATION, 17);
    reply.putInt(sender);
    reply.putInt(channel.id());
    reply.putInt(channel.firstWindow());
    reply.putInt(Channels.LARGEST_PACKET);
    channels.send(reply);
    channel.confirm(sender, window, packet);
  }

  private void decline(SshChannel channel, int sender, Throwable failed) {
    channels.forget(channel);
    channel.end(new Failure(Reason.DESTINATION_REFUSED, String.valueOf(failed.getMessage())));
    refuse(sender, SshConstants.SSH_OPEN_CONNECT_FAILED, "Connection refused");
  }

  private void refuse(int sender, int code, String words) {
    var reply = channels.message(SshConstants.SSH_MSG_CHANNEL_OPEN_FAILURE, 64);
    reply.putInt(sender);
    reply.putInt(code);
    reply.putString(words);
    reply.putString("");
    channels.send(reply);
  }

  /** Stands in until the acceptor has decided: nothing can come in before that. */
  private enum Deaf implements SshReceiver {
    RECEIVER;

    @Override
    public void data(SshChannel channel, java.nio.ByteBuffer bytes) {
      channel.consumed(bytes.remaining());
    }

    @Override
    public void eof(SshChannel channel) {}

    @Override
    public void closed(SshChannel channel, Failure why) {}
  }
}
