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

/** The ports on which the far side listens for us, and who takes the connections that come in. */
final class RemoteBindings {
  private static final String FORWARDED = "forwarded-tcpip";

  private final Channels channels;
  private final Map<Integer, SshAcceptor> acceptors = new ConcurrentHashMap<>();

  RemoteBindings(Channels channels) {
    this.channels = channels;
  }

  CompletableFuture<RemoteBinding> bind(String host, int port, SshAcceptor acceptor) {
    // The first connection can come in together with the answer, so the acceptor stands before it.
    if (port != 0) acceptors.put(port, acceptor);
    return channels
        .ask(
            "tcpip-forward",
            request -> {
              request.putString(host);
              request.putInt(port);
            })
        .thenApply(
            reply -> {
              var bound = port == 0 ? reply.getInt() : port;
              acceptors.put(bound, acceptor);
              return new RemoteBinding(host, bound, this);
            })
        .exceptionallyCompose(
            failed -> {
              acceptors.remove(port);
              return CompletableFuture.failedFuture(denied(failed, host + ":" + port));
            });
  }

  CompletableFuture<Void> cancel(RemoteBinding binding) {
    acceptors.remove(binding.port());
    return channels
        .ask(
            "cancel-tcpip-forward",
            request -> {
              request.putString(binding.host());
              request.putInt(binding.port());
            })
        .<Void>thenApply(_ -> null);
  }

  private static Throwable denied(Throwable failed, String place) {
    var cause = failed instanceof CompletionException wrapped ? wrapped.getCause() : failed;
    return cause instanceof GlobalRequest.Denied
        ? new FailedException(Reason.REMOTE_BIND_DENIED, "sshd does not listen on " + place)
        : cause;
  }

  /** The far side opens a channel: somebody connected over there. */
  void opened(Buffer buffer) {
    var type = buffer.getString();
    var sender = buffer.getInt();
    var window = buffer.getUInt();
    var packet = buffer.getUInt();
    if (!type.equals(FORWARDED)) {
      refuse(sender, SshConstants.SSH_OPEN_UNKNOWN_CHANNEL_TYPE, "not asked for: " + type);
      return;
    }
    buffer.getString(); // the address over there: the port alone tells our bindings apart
    var port = buffer.getInt();
    var origin = new SshAcceptor.Origin(buffer.getString(), buffer.getInt());
    var acceptor = Optional.ofNullable(acceptors.get(port));
    if (acceptor.isEmpty()) {
      refuse(sender, SshConstants.SSH_OPEN_ADMINISTRATIVELY_PROHIBITED, "port not asked for");
      return;
    }
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
