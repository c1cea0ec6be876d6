package dev.lifeguard.gateway;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/**
 * The gateway's welcome.
 *
 * @param bootId new after each start, also after a restart within the same process
 * @param uptime of the process, which an in-process restart does not reset
 * @param suspension {@code accepting}, or on its way to a restart
 */
public record Hello(
    int protocol,
    String version,
    String bootId,
    Set<String> methods,
    Set<String> scopes,
    Duration tick,
    Duration uptime,
    String suspension,
    Payload snapshot) {
  private static final Duration TICK = Duration.ofSeconds(30);

  public Hello {
    methods = Set.copyOf(methods);
    scopes = Set.copyOf(scopes);
  }

  /** Empty when this is no hello. */
  static Optional<Hello> of(Payload payload) {
    var server = payload.child("server");
    var version = server.text("version");
    if (!payload.text("type").equals(Optional.of("hello-ok")) || version.isEmpty())
      return Optional.empty();
    var snapshot = payload.child("snapshot");
    return Optional.of(
        new Hello(
            payload.whole("protocol").orElse(0L).intValue(),
            version.get(),
            server.text("bootId").orElse(""),
            Set.copyOf(payload.child("features").texts("methods")),
            Set.copyOf(payload.child("auth").texts("scopes")),
            tick(payload.child("policy")),
            Duration.ofMillis(snapshot.whole("uptimeMs").filter(ms -> ms >= 0).orElse(0L)),
            snapshot.child("suspension").text("phase").orElse("accepting"),
            snapshot));
  }

  /** Whether the gateway knows the method; one that lists none is asked anyway. */
  public boolean knows(String method) {
    return methods.isEmpty() || methods.contains(method);
  }

  /** Whether calls that need the scope will be answered: admin includes write, write read. */
  public boolean grants(String scope) {
    return scopes.contains(scope)
        || scopes.contains("operator.admin")
        || scope.equals("operator.read") && scopes.contains("operator.write");
  }

  /** A gateway that does not say which protocol it speaks has taken ours. */
  boolean isWithin(ConnectRequest.Range protocols) {
    return protocol == 0 || protocol >= protocols.oldest() && protocol <= protocols.newest();
  }

  private static Duration tick(Payload policy) {
    return policy
        .whole("tickIntervalMs")
        .filter(ms -> ms >= 1_000 && ms <= 600_000)
        .map(Duration::ofMillis)
        .orElse(TICK);
  }
}
