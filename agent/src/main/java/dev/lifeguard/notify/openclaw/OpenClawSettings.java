package dev.lifeguard.notify.openclaw;

import dev.lifeguard.gateway.GatewaySettings;
import dev.lifeguard.notify.Language;
import dev.lifeguard.notify.Outside;
import dev.lifeguard.notify.Receiver;
import dev.lifeguard.notify.ReceiverSettings;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A chat that a gateway writes to.
 *
 * @param gateway one of those that are watched
 * @param to whom or where, as the channel names it
 * @param ways how the gateway is reached, the preferred one first; none until it is looked up
 */
public record OpenClawSettings(String name, String gateway, Target to, Language language, Ways ways)
    implements ReceiverSettings {

  /**
   * @param account of the channel; empty: its usual one
   * @param peer as the channel names people and rooms
   */
  public record Target(String channel, Optional<String> account, String peer) {}

  /**
   * @param identity the file of our device key
   */
  public record Ways(List<GatewaySettings> all, Path identity) {
    static final Ways NONE = new Ways(List.of(), Path.of(""));

    public Ways {
      all = List.copyOf(all);
    }
  }

  /** The same, once it is known how its gateway is reached. */
  public OpenClawSettings by(Ways known) {
    return new OpenClawSettings(name, gateway, to, language, known);
  }

  @Override
  public Optional<String> throughGateway() {
    return Optional.of(gateway);
  }

  @Override
  public Receiver open(Outside outside) {
    return new OpenClawChannel(this, outside);
  }
}
