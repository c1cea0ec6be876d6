package dev.lifeguard.baseline;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * An ssh configuration block by block, for what its meaning does not tell: which lines stand where.
 * What is before the first Host holds for all, as {@code Host *} does.
 */
final class SshConfigText {
  private static final Set<String> FORWARDS =
      Set.of("localforward", "remoteforward", "dynamicforward");

  /**
   * One Host or Match.
   *
   * @param line of its head, counted from 1
   */
  record Block(String name, int line, List<Setting> settings) {
    boolean isForAll() {
      return name.isEmpty() || name.equals("*");
    }

    boolean sets(String keyword) {
      return settings.stream().anyMatch(setting -> setting.keyword().equals(keyword));
    }
  }

  /**
   * One line within a block.
   *
   * @param keyword lower-case
   */
  record Setting(String keyword, String value, int line) {}

  private final List<Block> blocks = new ArrayList<>();

  private SshConfigText() {
    blocks.add(new Block("", 0, new ArrayList<>()));
  }

  static SshConfigText of(String text) {
    var config = new SshConfigText();
    var lines = text.lines().toList();
    for (var at = 0; at < lines.size(); at++) config.add(lines.get(at).strip(), at + 1);
    return config;
  }

  private void add(String line, int number) {
    if (line.isEmpty() || line.startsWith("#")) return;
    var words = line.split("[ \t=]+", 2);
    var keyword = words[0].toLowerCase(Locale.ROOT);
    var value = words.length > 1 ? words[1].strip().replace("\"", "") : "";
    if (keyword.equals("host") || keyword.equals("match"))
      blocks.add(new Block(value, number, new ArrayList<>()));
    else blocks.getLast().settings().add(new Setting(keyword, value, number));
  }

  /** Lines after which a server in the middle is not noticed. */
  List<Setting> unchecked() {
    return blocks.stream()
        .flatMap(block -> block.settings().stream())
        .filter(SshConfigText::isUnchecked)
        .toList();
  }

  private static boolean isUnchecked(Setting setting) {
    var value = setting.value().toLowerCase(Locale.ROOT);
    return switch (setting.keyword()) {
      case "stricthostkeychecking" -> value.equals("no") || value.equals("off");
      case "userknownhostsfile" -> value.equals("/dev/null");
      default -> false;
    };
  }

  /** Forwards that nothing in the file keeps alive. */
  List<Block> forwardsWithoutKeepalive() {
    if (blocks.stream().filter(Block::isForAll).anyMatch(SshConfigText::keepsAlive))
      return List.of();
    return blocks.stream()
        .filter(block -> FORWARDS.stream().anyMatch(block::sets))
        .filter(block -> !keepsAlive(block))
        .toList();
  }

  private static boolean keepsAlive(Block block) {
    return block.sets("serveraliveinterval");
  }
}
