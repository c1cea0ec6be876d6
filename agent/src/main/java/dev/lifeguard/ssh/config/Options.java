package dev.lifeguard.ssh.config;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The values that apply to one host: the first that was met, or all where OpenSSH collects. */
final class Options {
  private final Map<SshKeyword, List<ConfigNode.Setting>> settings =
      new EnumMap<>(SshKeyword.class);

  void add(ConfigNode.Setting setting) {
    switch (setting.keyword()) {
      case IDENTITY_FILE, CERTIFICATE_FILE -> addUnlessThere(setting);
      case LOCAL_FORWARD, REMOTE_FORWARD, DYNAMIC_FORWARD -> addUnlessThere(setting);
      case PROXY_JUMP -> addJump(setting);
      case PROXY_COMMAND -> {
        if (!jumps()) addFirst(setting);
      }
      default -> addFirst(setting);
    }
  }

  /** The setting that counts. */
  Optional<ConfigNode.Setting> setting(SshKeyword keyword) {
    return all(keyword).stream().findFirst();
  }

  List<ConfigNode.Setting> all(SshKeyword keyword) {
    return settings.getOrDefault(keyword, List.of());
  }

  /** The first word of the setting that counts. */
  Optional<String> word(SshKeyword keyword) {
    return setting(keyword).map(ConfigNode.Setting::first);
  }

  boolean isYes(SshKeyword keyword) {
    return word(keyword).map(Options::yes).orElse(false);
  }

  boolean isNo(SshKeyword keyword) {
    return word(keyword)
        .map(word -> word.equalsIgnoreCase("no") || word.equalsIgnoreCase("false"))
        .orElse(false);
  }

  /** Every setting that counts, for what concerns only this host. */
  List<ConfigNode.Setting> inForce() {
    return settings.values().stream().flatMap(List::stream).toList();
  }

  private static boolean yes(String word) {
    var lower = word.toLowerCase(Locale.ROOT);
    return lower.equals("yes") || lower.equals("true");
  }

  /** Whichever of ProxyJump and ProxyCommand comes first shuts the other out. */
  private void addJump(ConfigNode.Setting setting) {
    boolean none = JumpSpec.isNone(setting.value().rest());
    if (none || !settings.containsKey(SshKeyword.PROXY_COMMAND)) addFirst(setting);
  }

  private boolean jumps() {
    return setting(SshKeyword.PROXY_JUMP)
        .map(setting -> !JumpSpec.isNone(setting.value().rest()))
        .orElse(false);
  }

  private void addFirst(ConfigNode.Setting setting) {
    settings.putIfAbsent(setting.keyword(), List.of(setting));
  }

  private void addUnlessThere(ConfigNode.Setting setting) {
    var all = settings.computeIfAbsent(setting.keyword(), _ -> new ArrayList<>());
    var words = setting.value().arguments();
    if (all.stream().noneMatch(one -> one.value().arguments().equals(words))) all.add(setting);
  }
}
