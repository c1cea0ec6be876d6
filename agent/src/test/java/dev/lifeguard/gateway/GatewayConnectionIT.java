package dev.lifeguard.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.config.Secret;
import dev.lifeguard.config.SecretSource;
import dev.lifeguard.gateway.Phases.Phase;
import dev.lifeguard.peer.OpenClaw;
import dev.lifeguard.reason.Reason;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Speaks with a real gateway that nobody disturbs. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class GatewayConnectionIT {
  private final Vertx vertx = Vertx.vertx();
  private final OpenClaw gateway = OpenClaw.shared();

  @BeforeAll
  void ready() {
    assertThat(gateway.alive()).isTrue();
  }

  @AfterAll
  void close() {
    vertx.close();
  }

  @Test
  void timesEachPhaseAndGetsTheScopeItAskedFor() {
    try (var dialled = Dialled.to(vertx, gateway.url(), gateway.token())) {
      var connection = dialled.connection();
      assertThat(connection.phases().steps())
          .extracting(Phases.Step::phase)
          .containsExactly(
              Phase.RESOLVE, Phase.CONNECT, Phase.UPGRADE, Phase.CHALLENGE, Phase.HELLO);
      assertThat(connection.hello().scopes()).containsExactly("operator.read");
      assertThat(connection.hello().version()).isNotEmpty();
      assertThat(connection.hello().bootId()).isNotEmpty();
      assertThat(connection.hello().knows("health")).isTrue();
    }
  }

  @Test
  void loopbackOfIpv6IsDialledToo() {
    var url = URI.create("ws://[::1]:" + gateway.port());
    try (var dialled = Dialled.to(vertx, url, gateway.token())) {
      assertThat(dialled.connection().hello().scopes()).containsExactly("operator.read");
    }
  }

  @Test
  void answersComeBackToTheirCalls() {
    try (var dialled = Dialled.to(vertx, gateway.url(), gateway.token())) {
      var connection = dialled.connection();
      assertThat(
              dialled
                  .call(connection, "health", new JsonObject())
                  .answer()
                  .orElseThrow()
                  .flag("ok"))
          .contains(true);
      assertThat(
              dialled
                  .call(connection, "system.info", new JsonObject())
                  .answer()
                  .orElseThrow()
                  .whole("pid"))
          .contains(gateway.pid());
    }
  }

  @Test
  void frameBeyondTheUsualLimitArrives() {
    try (var dialled = Dialled.to(vertx, gateway.url(), gateway.token())) {
      var reply = dialled.call(dialled.connection(), "config.schema", new JsonObject());
      assertThat(reply.answer().orElseThrow().toString().length()).isGreaterThan(65_536);
    }
  }

  @Test
  void missingScopeIsSaidAndTheConnectionStays() {
    try (var dialled = Dialled.to(vertx, gateway.url(), gateway.token())) {
      var connection = dialled.connection();
      var reply =
          dialled.call(connection, "channels.stop", new JsonObject().put("channel", "telegram"));
      assertThat(reply)
          .isInstanceOfSatisfying(
              Reply.Refused.class,
              refused -> {
                assertThat(refused.error().failure().reason()).isEqualTo(Reason.SCOPE_MISSING);
                assertThat(refused.error().missingScope()).contains("operator.admin");
              });
      assertThat(dialled.call(connection, "health", new JsonObject()).answer()).isPresent();
    }
  }

  @Test
  void wrongTokenIsWaitedForAndNamed() {
    try (var dialled = Dialled.to(vertx, gateway.url(), "a-wrong-token-0123456789abcdef")) {
      var failure = dialled.failure();
      assertThat(failure.failure().reason()).isEqualTo(Reason.AUTH_REJECTED);
      assertThat(failure.at()).isEqualTo(Phase.HELLO);
    }
  }

  @Test
  void noTokenIsNamed() {
    var settings = GatewaySettings.of("test", gateway.url(), new SecretSource.None());
    try (var dialled = new Dialled(vertx, settings, Limits.DEFAULT)) {
      assertThat(dialled.failure().failure().reason()).isEqualTo(Reason.CREDENTIAL_MISSING);
    }
  }

  @Test
  void passwordFieldCarriesATokenToo() {
    var settings =
        new GatewaySettings(
            "test",
            gateway.url(),
            new SecretSource.None(),
            new SecretSource.Given(new Secret(gateway.token())),
            new SecretSource.None(),
            Optional.empty(),
            Optional.empty());
    try (var dialled = new Dialled(vertx, settings, Limits.DEFAULT)) {
      assertThat(dialled.connection().hello().scopes()).contains("operator.read");
    }
  }

  @Test
  void foreignProtocolRangeIsNamed() {
    try (var dialled = Dialled.to(vertx, gateway.url(), gateway.token())) {
      assertThat(dialled.dial(new ConnectRequest.Range(5, 5)))
          .isInstanceOfSatisfying(
              Attempt.Failed.class,
              failed ->
                  assertThat(failed.failure().failure().reason())
                      .isEqualTo(Reason.PROTOCOL_MISMATCH));
    }
  }
}
