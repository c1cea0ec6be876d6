package dev.lifeguard.gateway;

import dev.lifeguard.config.SecretSource;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;

/**
 * How to speak to one gateway, as configured. At most one of token and password is given; neither
 * means: only its HTTP face is read, and what that cannot tell is said to be unknown.
 *
 * @param url {@code ws://} or {@code wss://}
 * @param controlToken for remedies, on a connection of its own; none: the token
 * @param tlsFingerprint SHA-256 of the server's certificate, lower-case hex without colons
 * @param tlsCa a PEM file of our own authority
 */
public record GatewaySettings(
    String name,
    URI url,
    SecretSource token,
    SecretSource password,
    SecretSource controlToken,
    Optional<String> tlsFingerprint,
    Optional<Path> tlsCa) {

  /** A gateway of which only the address and the token are known. */
  public static GatewaySettings of(String name, URI url, SecretSource token) {
    return new GatewaySettings(
        name,
        url,
        token,
        new SecretSource.None(),
        new SecretSource.None(),
        Optional.empty(),
        Optional.empty());
  }
}
