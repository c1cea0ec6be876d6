package dev.lifeguard.ssh;

import dev.lifeguard.reason.Failure;
import dev.lifeguard.reason.Reason;
import java.util.Locale;
import org.apache.sshd.common.SshConstants;

/**
 * What a refused channel means. The protocol has one code for every failed connection, so there the
 * server's words decide.
 */
final class ChannelRefusal {
  private ChannelRefusal() {}

  static Failure failure(int code, String words) {
    var detail = "sshd says: " + (words.isBlank() ? "code " + code : words.strip());
    return switch (code) {
      case SshConstants.SSH_OPEN_ADMINISTRATIVELY_PROHIBITED ->
          new Failure(Reason.FORWARDING_DENIED, detail);
      case SshConstants.SSH_OPEN_UNKNOWN_CHANNEL_TYPE -> new Failure(Reason.NOT_SUPPORTED, detail);
      case SshConstants.SSH_OPEN_RESOURCE_SHORTAGE -> new Failure(Reason.CHANNEL_LIMIT, detail);
      default -> new Failure(byWords(words.toLowerCase(Locale.ROOT)), detail);
    };
  }

  private static Reason byWords(String words) {
    return words.contains("refused") ? Reason.DESTINATION_REFUSED : Reason.DESTINATION_UNREACHABLE;
  }
}
