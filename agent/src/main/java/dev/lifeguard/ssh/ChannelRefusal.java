package dev.lifeguard.ssh;

import dev.lifeguard.reason.FailedException;
import dev.lifeguard.reason.Failure;
import dev.lifeguard.reason.Reason;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.regex.Pattern;
import org.apache.sshd.common.SshConstants;

/**
 * What a refused channel means. The protocol has one code for every failed connection, so there the
 * server's words decide.
 */
final class ChannelRefusal {
  private static final Pattern LOOPBACK =
      Pattern.compile("127\\.[0-9.]+|::1|localhost", Pattern.CASE_INSENSITIVE);

  /** What Apache's server says in place of a reason. */
  private static final Pattern EMPTY = Pattern.compile("Generic error while opening channel.*");

  private ChannelRefusal() {}

  static Failure failure(int code, String words) {
    var detail =
        words.isBlank() || EMPTY.matcher(words).matches()
            ? "the server refuses the channel without a reason (code " + code + ")"
            : "sshd says: " + LoginFailure.shortened(words);
    return switch (code) {
      case SshConstants.SSH_OPEN_ADMINISTRATIVELY_PROHIBITED ->
          new Failure(Reason.FORWARDING_DENIED, detail);
      case SshConstants.SSH_OPEN_UNKNOWN_CHANNEL_TYPE -> new Failure(Reason.NOT_SUPPORTED, detail);
      case SshConstants.SSH_OPEN_RESOURCE_SHORTAGE -> new Failure(Reason.CHANNEL_LIMIT, detail);
      default -> new Failure(byWords(words.toLowerCase(Locale.ROOT)), detail);
    };
  }

  /** Not every server says why: on its own loopback a port can only be refused. */
  static <T> CompletionStage<T> towards(String host, Throwable thrown) {
    var cause = thrown instanceof CompletionException ? thrown.getCause() : thrown;
    if (cause instanceof FailedException failed
        && failed.failure().reason() == Reason.DESTINATION_UNREACHABLE
        && LOOPBACK.matcher(host).matches())
      return CompletableFuture.failedStage(
          new FailedException(Reason.DESTINATION_REFUSED, failed.failure().detail()));
    return CompletableFuture.failedStage(thrown);
  }

  private static Reason byWords(String words) {
    return words.contains("refused") ? Reason.DESTINATION_REFUSED : Reason.DESTINATION_UNREACHABLE;
  }
}
