package dev.lifeguard.app;

import dev.lifeguard.app.FoundGateway.FoundSecret;
import dev.lifeguard.config.Surroundings;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.cert.CertificateFactory;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;

/** What the file of a local installation says about its gateway. */
final class LocalOpenClaw {
  private static final String TOKEN = "OPENCLAW_GATEWAY_TOKEN";

  private final OpenClawFile file;
  private final Surroundings surroundings;

  LocalOpenClaw(OpenClawFile file, Surroundings surroundings) {
    this.file = file;
    this.surroundings = surroundings;
  }

  FoundGateway gateway() {
    var scheme = file.isTls() ? "wss" : "ws";
    var name = file.profile().map(FoundNames::name).orElse("local");
    return new FoundGateway(
        name,
        "found in " + file.shortName(surroundings),
        scheme + "://" + file.host() + ":" + file.port(surroundings.environment()),
        secret(),
        file.isTls() ? fingerprint() : Optional.empty(),
        Optional.empty());
  }

  private Optional<FoundSecret> secret() {
    return switch (file.text("gateway", "auth", "mode").orElse("token")) {
      case "none", "trusted-proxy" -> Optional.empty();
      case "password" -> Optional.of(secret("password", "OPENCLAW_GATEWAY_PASSWORD"));
      default -> Optional.of(secret("token", TOKEN));
    };
  }

  private FoundSecret secret(String kind, String variable) {
    var given = file.text("gateway", "auth", kind);
    return given
        .flatMap(FoundNames::variable)
        .or(() -> file.text("gateway", "auth", kind, "id").flatMap(FoundNames::bareVariable))
        .map(
            name -> new FoundSecret(kind, "${" + name + "}", "the variable that OpenClaw uses too"))
        .or(() -> given.map(_ -> inPlace(kind)))
        .orElseGet(() -> fromEnvironment(kind, variable, surroundings.environment()));
  }

  /** The secret stays where it is, so there is no second copy to leak or to grow stale. */
  private FoundSecret inPlace(String kind) {
    return new FoundSecret(
        kind + "-file",
        file.shortName(surroundings) + "#gateway.auth." + kind,
        "read from there when needed, never copied");
  }

  static FoundSecret fromEnvironment(
      String kind, String variable, Map<String, String> environment) {
    return environment.getOrDefault(variable, "").isEmpty()
        ? new FoundSecret(kind, "${" + variable + ":-}", "none was found; set the variable")
        : new FoundSecret(kind, "${" + variable + "}", "");
  }

  /** The certificate that the gateway made for itself has no authority behind it: it is pinned. */
  private Optional<String> fingerprint() {
    var usual = file.file().resolveSibling("gateway/tls/gateway-cert.pem");
    var certificate =
        file.text("gateway", "tls", "certPath")
            .map(path -> surroundings.resolve(file.file().getParent(), path))
            .orElse(usual);
    return fingerprint(certificate);
  }

  private static Optional<String> fingerprint(Path pem) {
    try {
      var read =
          CertificateFactory.getInstance("X.509")
              .generateCertificate(new ByteArrayInputStream(Files.readAllBytes(pem)));
      var digest = MessageDigest.getInstance("SHA-256").digest(read.getEncoded());
      return Optional.of(HexFormat.of().formatHex(digest));
    } catch (IOException | GeneralSecurityException e) {
      return Optional.empty();
    }
  }
}
