package dev.lifeguard.ssh.config;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Which known_hosts files are asked for a target. */
record KnownHostsChoice(Options options, TargetWish wish, SshEnvironment environment) {
  private static final List<Path> GLOBAL =
      List.of(Path.of("/etc/ssh/ssh_known_hosts"), Path.of("/etc/ssh/ssh_known_hosts2"));

  /** The first one is appended to. */
  List<Path> userFiles(Expander filled) {
    var setting = options.setting(SshKeyword.USER_KNOWN_HOSTS_FILE);
    var ofFiles = setting.map(one -> paths(one, filled));
    var ours = Optional.of(wish.settings().knownHosts()).filter(files -> !files.isEmpty());
    return wish.choose(setting, ofFiles, ours).orElseGet(this::usual);
  }

  List<Path> globalFiles() {
    return options
        .setting(SshKeyword.GLOBAL_KNOWN_HOSTS_FILE)
        .map(setting -> words(setting).stream().map(Path::of).toList())
        .orElse(GLOBAL);
  }

  private List<Path> usual() {
    var folder = environment.userDirectory();
    return List.of(folder.resolve("known_hosts"), folder.resolve("known_hosts2"));
  }

  private static List<Path> paths(ConfigNode.Setting setting, Expander filled) {
    return words(setting).stream()
        .map(word -> filled.path(setting.at(), word))
        .flatMap(Optional::stream)
        .toList();
  }

  private static List<String> words(ConfigNode.Setting setting) {
    return setting.value().arguments().stream()
        .filter(word -> !word.equalsIgnoreCase("none"))
        .toList();
  }
}
