package dev.lifeguard.notify.webhook;

import dev.lifeguard.config.SecretSource;
import dev.lifeguard.notify.Outside;
import dev.lifeguard.notify.Receiver;
import dev.lifeguard.notify.ReceiverSettings;
import java.net.URI;

/**
 * @param secret signs each body; none: unsigned
 */
public record WebhookSettings(String name, URI url, SecretSource secret)
    implements ReceiverSettings {
  @Override
  public Receiver open(Outside outside) {
    return new Webhook(this, outside);
  }
}
