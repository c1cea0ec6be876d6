package dev.lifeguard.config;

import java.nio.file.Path;

/**
 * Where a secret comes from. A file is read when the secret is needed, so that a rotated token is
 * found without a reload; see {@link SecretFile}.
 */
public sealed interface SecretSource {
  record None() implements SecretSource {}

  record Given(Secret secret) implements SecretSource {}

  record InFile(Path file) implements SecretSource {}

  /** A value within somebody else's JSON file, as in {@code openclaw.json#gateway.auth.token}. */
  record InJson(Path file, String path) implements SecretSource {}

  /** A variable that is not set. */
  record Unset(String variable) implements SecretSource {}
}
