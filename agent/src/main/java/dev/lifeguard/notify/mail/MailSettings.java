package dev.lifeguard.notify.mail;

import dev.lifeguard.config.HostPort;
import dev.lifeguard.config.SecretSource;
import dev.lifeguard.notify.Language;
import dev.lifeguard.notify.Outside;
import dev.lifeguard.notify.Receiver;
import dev.lifeguard.notify.ReceiverSettings;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * An SMTP server and who writes to whom through it.
 *
 * @param authority a PEM file with whom to trust instead of the system's authorities
 */
public record MailSettings(
    String name,
    HostPort smtp,
    Encryption encryption,
    Optional<Path> authority,
    String from,
    List<String> to,
    Optional<String> username,
    SecretSource password,
    Language language)
    implements ReceiverSettings {

  public MailSettings {
    to = List.copyOf(to);
  }

  /** How the connection is protected. A server without it is refused, not spoken to in clear. */
  public enum Encryption {
    STARTTLS,
    TLS,
    NONE
  }

  @Override
  public Receiver open(Outside outside) {
    return new Mail(this, outside);
  }
}
