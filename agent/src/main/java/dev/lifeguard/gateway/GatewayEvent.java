package dev.lifeguard.gateway;

import dev.lifeguard.bus.Event;
import dev.lifeguard.reason.Failure;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** What happens to a watched gateway. Its figures are told as facts, not here. */
public sealed interface GatewayEvent extends Event {
  /** The gateway's configured name. */
  String gateway();

  Instant at();

  /** The raw state changed; {@code before} is empty the first time. */
  record StateChanged(String gateway, Optional<GatewayState> before, Evidence now, Instant at)
      implements GatewayEvent {}

  /** The settled state, which rules see, changed. */
  record StatusChanged(String gateway, Optional<GatewayState> before, GatewayState now, Instant at)
      implements GatewayEvent {}

  /** A connection stands. */
  record Connected(
      String gateway, Phases phases, String version, String bootId, int protocol, Instant at)
      implements GatewayEvent {}

  /** Who answers at that address, by the name that it keeps for life. */
  record Identified(String gateway, URI url, String device, Instant at) implements GatewayEvent {}

  /** A connection that stood has ended; told the moment it is seen. */
  record Disconnected(String gateway, Closed how, Instant at) implements GatewayEvent {}

  /** A connection did not come to stand. */
  record ConnectFailed(String gateway, HandshakeFailure failure, Instant at)
      implements GatewayEvent {}

  /** No further attempt is made until the secret changes, or the gateway was restarted. */
  record HeldOff(String gateway, Failure because, Instant at) implements GatewayEvent {}

  /** Another life of the gateway than before, though its process may be the same. */
  record Restarted(String gateway, String formerBootId, String bootId, Instant at)
      implements GatewayEvent {}

  /** The gateway said that it will stop or restart. */
  record ShutdownAnnounced(String gateway, Closed how, Instant at) implements GatewayEvent {}

  /** One call was answered; for a histogram. */
  record CallAnswered(String gateway, String method, Duration took, Instant at)
      implements GatewayEvent {}

  /** One call was refused, or not answered. */
  record CallFailed(String gateway, String method, Failure failure, Instant at)
      implements GatewayEvent {}

  /** A call is no longer made on this connection, because it lacks a scope. */
  record CallForbidden(String gateway, String method, String missingScope, Instant at)
      implements GatewayEvent {}

  /** A person must approve this device on the gateway. */
  record PairingNeeded(String gateway, Pairing pairing, String command, Instant at)
      implements GatewayEvent {}

  /** So many more were ignored since the last telling. */
  record Ignored(String gateway, Traffic.Odd what, long more, Instant at) implements GatewayEvent {}

  /** {@code now} is empty when the account is disabled or gone. */
  record ChannelChanged(
      String gateway,
      String channel,
      String account,
      Optional<ChannelState> before,
      Optional<ChannelState> now,
      String detail,
      Instant at)
      implements GatewayEvent {}

  record ProviderChanged(
      String gateway,
      String provider,
      Optional<ProviderState> before,
      ProviderState now,
      String detail,
      Instant at)
      implements GatewayEvent {}

  /** So many more error lines, or refused logins, appeared in the gateway's log. */
  record LogGrew(String gateway, int errors, int authFailures, Instant at)
      implements GatewayEvent {}

  /** The saved configuration is not the active one, or not valid. */
  record ConfigDrifted(String gateway, String detail, Instant at) implements GatewayEvent {}

  record ConfigSettled(String gateway, Instant at) implements GatewayEvent {}

  /** A port that must stay on loopback answers elsewhere. */
  record PortExposed(String gateway, String address, int port, String purpose, Instant at)
      implements GatewayEvent {}

  /** All that is known at this moment; told at every look. */
  record Reported(GatewayReport report) implements GatewayEvent {
    @Override
    public String gateway() {
      return report.gateway();
    }

    @Override
    public Instant at() {
      return report.at();
    }
  }
}
