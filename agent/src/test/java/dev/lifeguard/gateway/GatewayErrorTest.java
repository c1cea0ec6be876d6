package dev.lifeguard.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.reason.Reason;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The gateway's own words, and what we call them. */
class GatewayErrorTest {
  @ParameterizedTest
  @CsvSource({
    "INVALID_REQUEST, AUTH_TOKEN_MISMATCH,        AUTH_REJECTED",
    "INVALID_REQUEST, AUTH_PASSWORD_MISMATCH,     AUTH_REJECTED",
    "INVALID_REQUEST, AUTH_DEVICE_TOKEN_MISMATCH, AUTH_REJECTED",
    "INVALID_REQUEST, AUTH_TOKEN_MISSING,         CREDENTIAL_MISSING",
    "NOT_PAIRED,      DEVICE_IDENTITY_REQUIRED,   CREDENTIAL_MISSING",
    "NOT_PAIRED,      PAIRING_REQUIRED,           PAIRING_REQUIRED",
    "NOT_PAIRED,      '',                         PAIRING_REQUIRED",
    "INVALID_REQUEST, AUTH_RATE_LIMITED,          AUTH_LOCKED_OUT",
    "INVALID_REQUEST, PROTOCOL_MISMATCH,          PROTOCOL_MISMATCH",
    "FORBIDDEN,       MISSING_SCOPE,              SCOPE_MISSING",
    "FORBIDDEN,       '',                         SCOPE_MISSING",
    "INVALID_REQUEST, '',                         REQUEST_REJECTED",
    "NEW_IN_2027,     '',                         REQUEST_REJECTED",
    "UNAVAILABLE,     '',                         UNAVAILABLE"
  })
  void codeDecides(String code, String finer, Reason reason) {
    assertThat(error(code, "m", "{\"code\":\"" + finer + "\"}").failure().reason())
        .isEqualTo(reason);
  }

  @ParameterizedTest
  @CsvSource({
    "startup-sidecars,   GATEWAY_STARTING",
    "gateway-restarting, GATEWAY_DRAINING",
    "gateway-draining,   GATEWAY_DRAINING",
    "something-else,     UNAVAILABLE"
  })
  void unavailableHasAFinerReason(String reason, Reason expected) {
    assertThat(error("UNAVAILABLE", "m", "{\"reason\":\"" + reason + "\"}").failure().reason())
        .isEqualTo(expected);
  }

  @Test
  void limitOfWritesIsNamedByItsLimit() {
    var error = error("UNAVAILABLE", "m", "{\"limit\":\"30 per 60s\"}");
    assertThat(error.failure().reason()).isEqualTo(Reason.RATE_LIMITED);
  }

  @Test
  void unnamedRefusalOfCredentialsStopsUsToo() {
    var error = error("INVALID_REQUEST", "unauthorized: something new", "{}");
    assertThat(error.failure().reason()).isEqualTo(Reason.AUTH_REJECTED);
  }

  @Test
  void waitIsReadAndNonsenseIsNot() {
    assertThat(GatewayError.of(Payload.read("{\"retryAfterMs\":19935}").orElseThrow()).retryAfter())
        .contains(Duration.ofMillis(19_935));
    assertThat(GatewayError.of(Payload.read("{\"retryAfterMs\":-5}").orElseThrow()).retryAfter())
        .isEmpty();
    assertThat(GatewayError.of(Payload.read("{\"retryAfterMs\":\"5\"}").orElseThrow()).retryAfter())
        .isEmpty();
  }

  @Test
  void longMessagesAreShortened() {
    assertThat(error("X", "m".repeat(10_000), "{}").message()).hasSize(301);
  }

  @Test
  void commandForPeopleHoldsNoStrangeCharacters() {
    assertThat(new Pairing("c2007239-aa", "d").command())
        .isEqualTo("openclaw devices approve c2007239-aa");
    assertThat(new Pairing("x; rm -rf ~", "d").command()).isEqualTo("openclaw devices list");
  }

  private static GatewayError error(String code, String message, String details) {
    return GatewayError.of(
        Payload.read(
                "{\"code\":\"%s\",\"message\":\"%s\",\"details\":%s}"
                    .formatted(code, message, details))
            .orElseThrow());
  }
}
