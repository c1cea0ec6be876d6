package dev.lifeguard.ssh.key;

import dev.lifeguard.reason.Failure;

/** What became of a private key file. */
public sealed interface KeyOutcome {
  record Loaded(LoadedKey key) implements KeyOutcome {}

  record Failed(Failure failure) implements KeyOutcome {}
}
