package dev.lifeguard.ssh.config;

import dev.lifeguard.ssh.config.ResolvedTarget.ConfiguredForward;
import dev.lifeguard.ssh.config.ResolvedTarget.ForwardDirection;
import dev.lifeguard.ssh.config.ResolvedTarget.Place;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The forwards that the OpenSSH configuration asks for. */
record ForwardChoice(Options options, SshEnvironment environment, Expander filled) {
  List<ConfiguredForward> forwards() {
    var forwards = new ArrayList<ConfiguredForward>();
    if (options.isYes(SshKeyword.CLEAR_ALL_FORWARDINGS)) return forwards;
    for (var setting : options.all(SshKeyword.LOCAL_FORWARD))
      forward(setting, ForwardDirection.LOCAL).ifPresent(forwards::add);
    for (var setting : options.all(SshKeyword.REMOTE_FORWARD))
      forward(setting, ForwardDirection.REMOTE).ifPresent(forwards::add);
    return forwards;
  }

  /** Empty for a remote forward without a target, which would be a SOCKS server. */
  private Optional<ConfiguredForward> forward(
      ConfigNode.Setting setting, ForwardDirection direction) {
    return ForwardSpec.parse(setting.value().arguments(), direction, environment.variables())
        .flatMap(
            spec ->
                spec.connect()
                    .map(
                        connect ->
                            new ConfiguredForward(
                                direction,
                                place(setting, spec.listen()),
                                place(setting, connect),
                                setting.at())));
  }

  private Place place(ConfigNode.Setting setting, Place place) {
    return new Place(
        place.host(), place.port(), place.socket().map(path -> filled.socket(setting.at(), path)));
  }
}
