package dev.lifeguard.gateway.health;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.config.Secret;
import dev.lifeguard.config.SecretSource;
import dev.lifeguard.fact.Fact;
import dev.lifeguard.fact.FactValue;
import dev.lifeguard.gateway.GatewayEvent;
import dev.lifeguard.gateway.GatewaySettings;
import dev.lifeguard.gateway.GatewayState;
import dev.lifeguard.gateway.Phases;
import dev.lifeguard.peer.Await;
import dev.lifeguard.peer.OpenClaw;
import io.vertx.core.json.JsonObject;
import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** A gateway beyond loopback, over TLS with its own certificate, which must approve our device. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(OrderAnnotation.class)
class EdgeGatewayIT {
  @TempDir static Path dataDir;
  private InetAddress address;
  private OpenClaw gateway;
  private String fingerprint;

  @BeforeAll
  void start() throws Exception {
    var own =
        PortCheck.own().stream().filter(it -> it instanceof java.net.Inet4Address).findFirst();
    Assumptions.assumeTrue(own.isPresent(), "this machine has no address beyond loopback");
    address = own.get();
    var tls = new JsonObject().put("enabled", true);
    var lan = new JsonObject().put("bind", "lan").put("tls", tls);
    gateway = OpenClaw.setup().config(new JsonObject().put("gateway", lan)).launch();
    Await.until(
        "the gateway is ready",
        Duration.ofSeconds(120),
        () -> gateway.output().contains("startup outcomes"),
        gateway::output);
    fingerprint = fingerprint(gateway.home().resolve(".openclaw/gateway/tls/gateway-cert.pem"));
  }

  @AfterAll
  void stop() {
    if (gateway != null) gateway.close();
  }

  @Test
  @Order(1)
  void otherCertificateThanThePinnedOneIsMisconfigured() {
    try (var watched = watched(Optional.of("00".repeat(32)))) {
      assertThat(watched.state(GatewayState.MISCONFIGURED).now().reason())
          .isEqualTo("pin_mismatch");
    }
  }

  @Test
  @Order(2)
  void ownCertificateIsNotTrustedWithoutAPin() {
    try (var watched = watched(Optional.empty())) {
      assertThat(watched.state(GatewayState.MISCONFIGURED).now().reason())
          .isEqualTo("certificate_untrusted");
    }
  }

  @Test
  @Order(3)
  void unknownDeviceIsToldHowItIsApprovedAndGetsInWhenItIs() {
    try (var watched = watched(Optional.of(fingerprint))) {
      var pairing = watched.await(GatewayEvent.PairingNeeded.class, _ -> true);
      assertThat(watched.state(GatewayState.UNAUTHORIZED).now().reason())
          .isEqualTo("pairing_required");
      assertThat(pairing.command()).startsWith("openclaw devices approve ");

      var words = pairing.command().split(" ");
      gateway.cli(words[1], words[2], words[3]);
      var connected = watched.await(GatewayEvent.Connected.class, _ -> true);
      assertThat(connected.phases().steps())
          .extracting(Phases.Step::phase)
          .contains(Phases.Phase.TLS);
      watched.state(GatewayState.RUNNING);
      watched.fact(
          Fact.CERTIFICATE_EXPIRES_IN,
          it -> it instanceof FactValue.Amount(var s) && s > Duration.ofDays(365).toSeconds());
      watched.fact(Fact.CONFIG_DRIFT, it -> it.equals(FactValue.of(false)));
    }
  }

  @Test
  @Order(4)
  void approvedDeviceIsKnownAgain() {
    try (var watched = watched(Optional.of(fingerprint))) {
      watched.state(GatewayState.RUNNING);
      assertThat(watched.told(GatewayEvent.ConnectFailed.class)).isEmpty();
    }
  }

  private Watched watched(Optional<String> pin) {
    var none = new SecretSource.None();
    var settings =
        new GatewaySettings(
            Watched.NAME,
            URI.create("wss://" + address.getHostAddress() + ":" + gateway.port()),
            new SecretSource.Given(new Secret(gateway.token())),
            none,
            none,
            pin,
            Optional.empty());
    return new Watched(settings, WatchSettings.DEFAULT, dataDir);
  }

  private static String fingerprint(Path file) throws Exception {
    try (var in = Files.newInputStream(file)) {
      var certificate = CertificateFactory.getInstance("X.509").generateCertificate(in);
      return HexFormat.of()
          .formatHex(MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded()));
    }
  }
}
