package dev.lifeguard.ssh;

import dev.lifeguard.reason.FailedException;
import dev.lifeguard.reason.Reason;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.apache.sshd.common.SshConstants;
import org.apache.sshd.common.future.GlobalRequestFuture;
import org.apache.sshd.common.global.GlobalRequestException;
import org.apache.sshd.common.util.buffer.Buffer;

/** A question to the server itself, answered in order. */
final class GlobalRequest {
  /** The server understood, and said no: for a keepalive that is an answer as good as any. */
  static final class Denied extends IOException {
    @java.io.Serial private static final long serialVersionUID = 1;
  }

  private GlobalRequest() {}

  /** Fails with {@link Denied}, or with the end of the session. */
  static CompletableFuture<Buffer> send(WireSession session, String name, Consumer<Buffer> more) {
    var answer = new CompletableFuture<Buffer>();
    var request = session.createBuffer(SshConstants.SSH_MSG_GLOBAL_REQUEST, 256);
    request.putString(name);
    request.putBoolean(true);
    more.accept(request);
    try {
      session.request(request, name, null).addListener(future -> settle(answer, future));
    } catch (IOException e) {
      answer.completeExceptionally(ended(e));
    }
    return answer;
  }

  private static void settle(CompletableFuture<Buffer> answer, GlobalRequestFuture future) {
    switch (future.getValue()) {
      case Buffer reply -> answer.complete(reply);
      case GlobalRequestException _ -> answer.completeExceptionally(new Denied());
      case Throwable cause -> answer.completeExceptionally(ended(cause));
      case null, default -> answer.completeExceptionally(ended(new IOException("no reply")));
    }
  }

  private static FailedException ended(Throwable cause) {
    return new FailedException(Reason.CLOSED_BY_SERVER, String.valueOf(cause.getMessage()));
  }
}
