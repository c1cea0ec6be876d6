package dev.lifeguard.gateway;

/** What came of dialling a gateway. */
public sealed interface Attempt {
  record Stands(GatewayConnection connection) implements Attempt {}

  record Failed(HandshakeFailure failure) implements Attempt {}
}
