package dev.lifeguard.ssh.config;

import java.util.Optional;

/**
 * Something in the user's SSH files that cannot be used, is not honoured, or is honoured
 * differently from {@code ssh}: nothing is ever dropped in silence.
 *
 * @param what one clause for people
 * @param mend what to do about it; empty: nothing needs to be done
 */
public record SshFinding(Severity severity, Optional<FilePosition> at, String what, String mend) {

  /** What it means for the connection. */
  public enum Severity {
    /** {@code ssh} would refuse to run, and so do we. */
    ERROR,
    /** We connect, but not quite as the file asks. */
    WARNING,
    /** Without effect on what we do. */
    NOTE
  }

  static SshFinding error(FilePosition at, String what, String mend) {
    return new SshFinding(Severity.ERROR, Optional.of(at), what, mend);
  }

  public static SshFinding warning(FilePosition at, String what, String mend) {
    return new SshFinding(Severity.WARNING, Optional.of(at), what, mend);
  }

  static SshFinding note(FilePosition at, String what) {
    return new SshFinding(Severity.NOTE, Optional.of(at), what, "");
  }

  /** One line: {@code file:line: what; mend with: ...}. */
  @Override
  public String toString() {
    var where = at.map(position -> position + ": ").orElse("");
    return where + what + (mend.isEmpty() ? "" : "; mend with: " + mend);
  }
}
