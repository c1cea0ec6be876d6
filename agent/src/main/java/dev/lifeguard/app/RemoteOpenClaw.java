package dev.lifeguard.app;

import dev.lifeguard.app.FoundGateway.FoundSecret;
import dev.lifeguard.app.FoundGateway.FoundTunnel;
import dev.lifeguard.config.Surroundings;
import java.net.URI;
import java.util.Optional;

/** The gateway elsewhere that {@code gateway.remote} of an installation leads to. */
final class RemoteOpenClaw {
  private static final int LOCAL_PORT = 28_789;

  private final OpenClawFile file;
  private final Surroundings surroundings;

  RemoteOpenClaw(OpenClawFile file, Surroundings surroundings) {
    this.file = file;
    this.surroundings = surroundings;
  }

  /** Empty when the file names no address and no SSH server. */
  Optional<FoundGateway> gateway() {
    var target = remote("sshTarget").filter(ssh -> ssh.matches("[^\\s,-][^\\s,]*"));
    var url = remote("url").flatMap(RemoteOpenClaw::address);
    var direct = remote("transport").filter("direct"::equals).isPresent();
    if (target.isPresent() && !direct) return Optional.of(overSsh(target.get(), url));
    return url.map(address -> gateway(address.toString(), Optional.empty()));
  }

  private FoundGateway overSsh(String target, Optional<URI> url) {
    var local = url.filter(RemoteOpenClaw::isHere).map(URI::getPort).orElse(LOCAL_PORT);
    var far = remote("remotePort").flatMap(OpenClawFile::port).orElse(OpenClawFile.USUAL_PORT);
    var tunnel =
        new FoundTunnel(target, remote("sshIdentity"), "127.0.0.1:" + local, "127.0.0.1:" + far);
    return gateway("ws://127.0.0.1:" + local, Optional.of(tunnel));
  }

  private FoundGateway gateway(String url, Optional<FoundTunnel> tunnel) {
    var name = "remote" + file.profile().map(profile -> "-" + FoundNames.name(profile)).orElse("");
    var pin = remote("tlsFingerprint").filter(_ -> url.startsWith("wss:"));
    return new FoundGateway(
        name,
        "found as gateway.remote in " + file.shortName(surroundings),
        url,
        Optional.of(secret()),
        pin,
        tunnel);
  }

  private FoundSecret secret() {
    for (var kind : new String[] {"token", "password"}) {
      var given = remote(kind);
      var variable = given.flatMap(FoundNames::variable);
      if (variable.isPresent()) return new FoundSecret(kind, "${" + variable.get() + "}", "");
      if (given.isPresent())
        return new FoundSecret(
            kind + "-file",
            file.shortName(surroundings) + "#gateway.remote." + kind,
            "read from there when needed, never copied");
    }
    return LocalOpenClaw.fromEnvironment(
        "token", "OPENCLAW_GATEWAY_TOKEN", surroundings.environment());
  }

  private Optional<String> remote(String key) {
    return file.text("gateway", "remote", key);
  }

  private static Optional<URI> address(String text) {
    try {
      var uri = URI.create(text);
      var good = text.matches("wss?://.+") && uri.getHost() instanceof String;
      return good ? Optional.of(uri) : Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static boolean isHere(URI uri) {
    return uri.getHost().matches("localhost|127\\..*") && uri.getPort() > 0;
  }
}
