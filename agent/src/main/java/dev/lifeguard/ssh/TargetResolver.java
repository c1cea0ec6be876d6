package dev.lifeguard.ssh;

import java.util.List;

/** Decides how a server is reached: a pure function of what was asked and what the files say. */
public final class TargetResolver {
  private final SshEnvironment environment;
  private final OpenSshConfig config;

  public TargetResolver(SshEnvironment environment, OpenSshConfig config) {
    this.environment = environment;
    this.config = config;
  }

  public TargetOutcome resolve(SshSettings settings) {
    return resolve(settings, List.of());
  }

  /**
   * @param options of the command line, each as after {@code ssh -o}: they win over all else
   */
  public TargetOutcome resolve(SshSettings settings, List<String> options) {
    throw new UnsupportedOperationException("not written yet");
  }
}
