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
import dev.lifeguard.peer.Authority;
import dev.lifeguard.peer.Await;
import dev.lifeguard.peer.Folder;
import dev.lifeguard.peer.NetNs;
import dev.lifeguard.peer.OpenClaw;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
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
  private final NetNs edge = new NetNs();
  private final Folder folder = new Folder("authority");
  private final Authority authority = new Authority(folder);
  private OpenClaw gateway;
  private String fingerprint;

  @BeforeAll
  void start() throws Exception {
    var server = authority.server(edge.address());
    var tls =
        new JsonObject()
            .put("enabled", true)
            .put("certPath", server.certificate().toString())
            .put("keyPath", server.key().toString());
    gateway =
        OpenClaw.setup()
            .on(edge)
            .config(new JsonObject().put("gateway", new JsonObject().put("tls", tls)))
            .launch();
    Await.until(
        "the gateway is ready",
        Duration.ofSeconds(120),
        () -> gateway.output().contains("startup outcomes"),
        gateway::output);
    var digest = MessageDigest.getInstance("SHA-256").digest(server.content().getEncoded());
    fingerprint = HexFormat.of().formatHex(digest);
  }

  @AfterAll
  void stop() {
    if (gateway != null) gateway.close();
    edge.close();
    folder.close();
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

  @Test
  @Order(5)
  void ownAuthorityIsTrustedWhenItIsGiven() {
    try (var watched = watched(Optional.empty(), Optional.of(authority.certificate()))) {
      watched.state(GatewayState.RUNNING);
    }
  }

  /** Last: it is another device that knocks, and stays unknown. */
  @Test
  @Order(6)
  void withoutATokenADeviceIsNotLetInAndItsPagesAreAllThatIsSeen() {
    var none = new SecretSource.None();
    var settings =
        new GatewaySettings(
            Watched.NAME, url(), none, none, none, Optional.of(fingerprint), Optional.empty());
    try (var watched = new Watched(settings, WatchSettings.DEFAULT, dataDir)) {
      var seen = watched.state(GatewayState.RUNNING).now();
      assertThat(seen.seen()).contains("no token is given");
    }
  }

  private Watched watched(Optional<String> pin) {
    return watched(pin, Optional.empty());
  }

  private Watched watched(Optional<String> pin, Optional<Path> authority) {
    var none = new SecretSource.None();
    var settings =
        new GatewaySettings(
            Watched.NAME,
            url(),
            new SecretSource.Given(new Secret(gateway.token())),
            none,
            none,
            pin,
            authority);
    return new Watched(settings, WatchSettings.DEFAULT, dataDir);
  }

  private URI url() {
    return URI.create("wss://" + edge.address() + ":" + gateway.port());
  }
}
