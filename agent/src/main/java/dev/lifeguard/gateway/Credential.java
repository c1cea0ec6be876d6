package dev.lifeguard.gateway;

import dev.lifeguard.config.Secret;
import dev.lifeguard.config.SecretFile;
import dev.lifeguard.config.SecretSource;
import dev.lifeguard.reason.Failure;
import dev.lifeguard.reason.Reason;
import io.vertx.core.json.JsonObject;

/** What the gateway is to know us by. */
sealed interface Credential {
  record Token(Secret secret) implements Credential {}

  record Password(Secret secret) implements Credential {}

  /** None is configured: a gateway in mode {@code none} lets us in all the same. */
  record Nothing() implements Credential {}

  /** One is configured, but cannot be read. */
  record Unreadable(Failure failure) implements Credential {}

  /**
   * Reads files anew, so that a rotated secret is found without a reload; an empty one, as an unset
   * variable leaves it, is none. May block.
   */
  static Credential of(SecretSource token, SecretSource password) {
    return switch (SecretFile.read(token)) {
      case SecretFile.Result.Read(var secret) when secret.reveal().isEmpty() -> password(password);
      case SecretFile.Result.Read(var secret) -> new Token(secret);
      case SecretFile.Result.Refused(var because) -> unreadable(because);
      case SecretFile.Result.Absent _ -> password(password);
    };
  }

  private static Credential password(SecretSource source) {
    return switch (SecretFile.read(source)) {
      case SecretFile.Result.Read(var secret) when secret.reveal().isEmpty() -> new Nothing();
      case SecretFile.Result.Read(var secret) -> new Password(secret);
      case SecretFile.Result.Refused(var because) -> unreadable(because);
      case SecretFile.Result.Absent _ -> new Nothing();
    };
  }

  private static Credential unreadable(String because) {
    return new Unreadable(new Failure(Reason.CREDENTIAL_MISSING, because));
  }

  /** As the {@code connect} request carries it. */
  default JsonObject auth() {
    return switch (this) {
      case Token(var secret) -> new JsonObject().put("token", secret.reveal());
      case Password(var secret) -> new JsonObject().put("password", secret.reveal());
      case Nothing _, Unreadable _ -> new JsonObject();
    };
  }

  /** The part of it that a device signs: a password is none. */
  default String signed() {
    return this instanceof Token(var secret) ? secret.reveal() : "";
  }
}
