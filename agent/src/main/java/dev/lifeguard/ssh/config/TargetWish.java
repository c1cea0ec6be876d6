package dev.lifeguard.ssh.config;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One server that somebody wants to reach, and what was said about it outside of the OpenSSH files.
 *
 * @param before settings that win over the files: of the command line and of the destination
 * @param settings ours; for a hop they only fill what the files leave open
 */
record TargetWish(String host, List<ConfigNode.Setting> before, SshSettings settings, Role role) {
  /** Stands for {@code -o}, where a file and line would stand. */
  static final FilePosition OPTION = new FilePosition(Path.of("-o"), 0);

  enum Role {
    TARGET,
    HOP
  }

  static TargetWish target(
      JumpSpec destination, SshSettings settings, List<ConfigNode.Setting> options) {
    var before = new ArrayList<>(options);
    before.addAll(named(destination));
    if (!settings.jump().isEmpty())
      before.add(given(SshKeyword.PROXY_JUMP, String.join(",", settings.jump())));
    return new TargetWish(destination.host(), List.copyOf(before), settings, Role.TARGET);
  }

  /**
   * A server on the way: {@code ssh} would be run for it with this name, and the hops before it.
   */
  TargetWish hop(JumpSpec hop, List<JumpSpec> before) {
    var named = new ArrayList<>(named(hop));
    if (!before.isEmpty())
      named.add(
          given(
              SshKeyword.PROXY_JUMP,
              String.join(",", before.stream().map(TargetWish::spelled).toList())));
    return new TargetWish(hop.host(), List.copyOf(named), settings, Role.HOP);
  }

  private static List<ConfigNode.Setting> named(JumpSpec server) {
    var settings = new ArrayList<ConfigNode.Setting>();
    server.user().ifPresent(user -> settings.add(given(SshKeyword.USER, user)));
    server.port().ifPresent(port -> settings.add(given(SshKeyword.PORT, String.valueOf(port))));
    return settings;
  }

  private static ConfigNode.Setting given(SshKeyword keyword, String value) {
    return new ConfigNode.Setting(
        TargetBuilder.ASKED, keyword, new ValueForm.RawValue(List.of(value), value));
  }

  private static String spelled(JumpSpec server) {
    var host = server.host().contains(":") ? "[" + server.host() + "]" : server.host();
    return server.user().map(user -> user + "@").orElse("")
        + host
        + server.port().map(port -> ":" + port).orElse("");
  }

  /** The value of ours wins, unless the other side's comes before our settings. */
  <T> Optional<T> choose(
      Optional<ConfigNode.Setting> setting, Optional<T> ofFiles, Optional<T> ours) {
    boolean filesFirst = role == Role.HOP || setting.map(ConfigNode.Setting::at).equals(ofOption());
    return filesFirst ? ofFiles.or(() -> ours) : ours.or(() -> ofFiles);
  }

  private static Optional<FilePosition> ofOption() {
    return Optional.of(OPTION);
  }
}
