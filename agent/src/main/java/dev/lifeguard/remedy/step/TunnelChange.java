package dev.lifeguard.remedy.step;

import dev.lifeguard.ssh.config.SshSettings;
import dev.lifeguard.ssh.config.SshSettings.Keepalive;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Optional;

/**
 * What a remedy has another way than the configuration says it: empty parts stay as configured.
 *
 * @param identity a key that is offered before the configured ones
 */
public record TunnelChange(
    Optional<Path> identity, Optional<Duration> connectTimeout, Optional<Keepalive> keepalive) {

  public static TunnelChange key(Path identity) {
    return new TunnelChange(Optional.of(identity), Optional.empty(), Optional.empty());
  }

  /** This one, and where it is silent the former one. */
  TunnelChange over(TunnelChange before) {
    return new TunnelChange(
        identity.or(before::identity),
        connectTimeout.or(before::connectTimeout),
        keepalive.or(before::keepalive));
  }

  public SshSettings applied(SshSettings ssh) {
    var identities = new ArrayList<>(ssh.identities());
    identity.ifPresent(
        file -> {
          identities.remove(file);
          identities.addFirst(file);
        });
    return new SshSettings(
        ssh.destination(),
        ssh.jump(),
        identities,
        ssh.passphrase(),
        ssh.password(),
        ssh.hostKeyPolicy(),
        ssh.knownHosts(),
        connectTimeout.or(ssh::connectTimeout),
        keepalive.or(ssh::keepalive));
  }

  JsonObject toJson() {
    var json = new JsonObject();
    identity.ifPresent(file -> json.put("identity", file.toString()));
    connectTimeout.ifPresent(time -> json.put("connectTimeoutMs", time.toMillis()));
    keepalive.ifPresent(
        it -> json.put("everyMs", it.every().toMillis()).put("misses", it.misses()));
    return json;
  }

  static TunnelChange of(JsonObject json) {
    return new TunnelChange(
        Optional.ofNullable(json.getString("identity")).map(Path::of),
        Optional.ofNullable(json.getLong("connectTimeoutMs")).map(Duration::ofMillis),
        Optional.ofNullable(json.getLong("everyMs"))
            .map(every -> new Keepalive(Duration.ofMillis(every), json.getInteger("misses"))));
  }
}
