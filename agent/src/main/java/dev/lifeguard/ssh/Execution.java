package dev.lifeguard.ssh;

import dev.lifeguard.reason.FailedException;
import dev.lifeguard.reason.Failure;
import dev.lifeguard.reason.Reason;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.apache.sshd.common.SshConstants;
import org.apache.sshd.common.util.buffer.Buffer;

/** One command under way on the far side, its output collected up to a limit. */
final class Execution implements SshReceiver {
  private final int limit;
  private final ByteArrayOutputStream output = new ByteArrayOutputStream();
  private final ByteArrayOutputStream errors = new ByteArrayOutputStream();
  private final CompletableFuture<ExecResult> result = new CompletableFuture<>();
  private Optional<SshChannel> used = Optional.empty();
  private Optional<Integer> status = Optional.empty();
  private boolean finished;
  private boolean truncated;

  Execution(int limit) {
    this.limit = limit;
  }

  /** Starts the command on a channel that has just opened, and awaits its end. */
  CompletableFuture<ExecResult> run(
      Channels channels, SshChannel channel, String command, byte[] input) {
    used = Optional.of(channel);
    var request = channels.message(SshConstants.SSH_MSG_CHANNEL_REQUEST, command.length() * 3 + 32);
    request.putInt(channel.recipient());
    request.putString("exec");
    request.putBoolean(true);
    request.putString(command, StandardCharsets.UTF_8);
    channels.send(request);
    channel.write(ByteBuffer.wrap(input));
    channel.eof();
    return result;
  }

  /** Nobody waits for it any more. */
  void end() {
    used.ifPresent(SshChannel::close);
  }

  @Override
  public void data(SshChannel channel, ByteBuffer bytes) {
    var length = bytes.remaining();
    keep(output, bytes);
    channel.consumed(length);
  }

  void errors(ByteBuffer bytes) {
    keep(errors, bytes);
  }

  private void keep(ByteArrayOutputStream kept, ByteBuffer bytes) {
    var room = Math.max(0, limit - kept.size());
    truncated |= bytes.remaining() > room;
    var length = Math.min(room, bytes.remaining());
    kept.write(bytes.array(), bytes.arrayOffset() + bytes.position(), length);
  }

  /** A request of the server's about the command: how it ended. */
  void told(String name, Buffer buffer) {
    finished |= name.startsWith("exit-");
    if (name.equals("exit-status")) status = Optional.of(buffer.getInt());
  }

  void answered(SshChannel channel, boolean yes) {
    if (yes) return;
    result.completeExceptionally(
        new FailedException(Reason.FORWARDING_DENIED, "sshd runs no command for this user"));
    channel.close();
  }

  @Override
  public void eof(SshChannel channel) {}

  @Override
  public void closed(SshChannel channel, Failure why) {
    if (finished) result.complete(new ExecResult(status, text(output), text(errors), truncated));
    else result.completeExceptionally(new FailedException(why));
  }

  private static String text(ByteArrayOutputStream bytes) {
    return bytes.toString(StandardCharsets.UTF_8);
  }
}
