package dev.lifeguard.ssh.config;

import dev.lifeguard.reason.Failure;
import java.util.List;

/** What became of a destination: a target to log in to, or why there is none. */
public sealed interface TargetOutcome {
  record Resolved(ResolvedTarget target) implements TargetOutcome {}

  /** {@code ssh} would not run with this configuration, and so we do not dial. */
  record Unusable(Failure failure, List<SshFinding> findings) implements TargetOutcome {
    public Unusable {
      findings = List.copyOf(findings);
    }
  }
}
