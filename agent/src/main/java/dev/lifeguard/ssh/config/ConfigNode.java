package dev.lifeguard.ssh.config;

import java.util.List;

/** One understood line of ssh_config; an Include holds the lines of its files. */
sealed interface ConfigNode {
  record Host(FilePosition at, List<String> patterns) implements ConfigNode {}

  record Match(FilePosition at, List<MatchCriterion> criteria) implements ConfigNode {}

  /** Each file begins in the state of the line that includes it, and leaves that state alone. */
  record Include(FilePosition at, List<List<ConfigNode>> files) implements ConfigNode {}

  record Setting(FilePosition at, SshKeyword keyword, ValueForm.RawValue value)
      implements ConfigNode {
    /** The first word, which is the whole value of most keywords. */
    String first() {
      return value.arguments().isEmpty() ? "" : value.arguments().getFirst();
    }
  }

  /** A keyword that OpenSSH refuses, unless an IgnoreUnknown that applies names it. */
  record Unknown(FilePosition at, String keyword) implements ConfigNode {}
}
