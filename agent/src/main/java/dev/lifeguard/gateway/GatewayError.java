package dev.lifeguard.gateway;

import dev.lifeguard.reason.Failure;
import dev.lifeguard.reason.Reason;
import java.time.Duration;
import java.util.Optional;

/**
 * What the gateway says when it refuses: its code, its finer code, and the reason that we make of
 * them. Classified by codes; the message is for people.
 */
public record GatewayError(
    String code, String message, Payload details, Optional<Duration> retryAfter) {
  private static final int LONGEST = 300;

  static GatewayError of(Payload error) {
    return new GatewayError(
        error.text("code").orElse(""),
        shortened(error.text("message").orElse("")),
        error.child("details"),
        error.whole("retryAfterMs").filter(ms -> ms >= 0).map(Duration::ofMillis));
  }

  public Failure failure() {
    return new Failure(reason(), message);
  }

  /** The scope that a forbidden call lacks. */
  public Optional<String> missingScope() {
    return details.text("missingScope");
  }

  Optional<Pairing> pairing() {
    return details
        .text("requestId")
        .map(request -> new Pairing(request, details.text("deviceId").orElse("")));
  }

  private Reason reason() {
    return switch (details.text("code").orElse("")) {
      case "AUTH_TOKEN_MISMATCH",
          "AUTH_PASSWORD_MISMATCH",
          "AUTH_DEVICE_TOKEN_MISMATCH",
          "DEVICE_AUTH_SIGNATURE_INVALID",
          "DEVICE_AUTH_SIGNATURE_EXPIRED",
          "DEVICE_AUTH_NONCE_MISMATCH",
          "DEVICE_AUTH_DEVICE_ID_MISMATCH" ->
          Reason.AUTH_REJECTED;
      case "AUTH_TOKEN_MISSING", "AUTH_PASSWORD_MISSING", "DEVICE_IDENTITY_REQUIRED" ->
          Reason.CREDENTIAL_MISSING;
      case "AUTH_RATE_LIMITED" -> Reason.AUTH_LOCKED_OUT;
      case "PAIRING_REQUIRED" -> Reason.PAIRING_REQUIRED;
      case "PROTOCOL_MISMATCH" -> Reason.PROTOCOL_MISMATCH;
      case "MISSING_SCOPE" -> Reason.SCOPE_MISSING;
      case String _ -> byCode();
    };
  }

  private Reason byCode() {
    return switch (code) {
      case "NOT_PAIRED" -> Reason.PAIRING_REQUIRED;
      case "FORBIDDEN" -> Reason.SCOPE_MISSING;
      case "UNAVAILABLE" -> unavailable();
      // an unnamed refusal of credentials must stop us like a named one: the next attempt may lock
      case "INVALID_REQUEST" ->
          message.startsWith("unauthorized") ? Reason.AUTH_REJECTED : Reason.REQUEST_REJECTED;
      case String _ -> Reason.REQUEST_REJECTED;
    };
  }

  private Reason unavailable() {
    return switch (details.text("reason").orElse("")) {
      case "startup-sidecars" -> Reason.GATEWAY_STARTING;
      case "gateway-restarting", "gateway-draining" -> Reason.GATEWAY_DRAINING;
      case String reason when reason.startsWith("startup") -> Reason.GATEWAY_STARTING;
      case String _ -> details.text("limit").isPresent() ? Reason.RATE_LIMITED : Reason.UNAVAILABLE;
    };
  }

  private static String shortened(String text) {
    return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "…";
  }
}
