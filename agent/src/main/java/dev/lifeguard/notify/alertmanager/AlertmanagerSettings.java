package dev.lifeguard.notify.alertmanager;

import dev.lifeguard.notify.Outside;
import dev.lifeguard.notify.Receiver;
import dev.lifeguard.notify.ReceiverSettings;
import java.net.URI;
import java.util.List;

/**
 * @param urls every peer of the cluster: Alertmanager wants them all told
 */
public record AlertmanagerSettings(String name, List<URI> urls) implements ReceiverSettings {
  public AlertmanagerSettings {
    urls = List.copyOf(urls);
  }

  @Override
  public Receiver open(Outside outside) {
    return new Alertmanager(this, outside);
  }
}
