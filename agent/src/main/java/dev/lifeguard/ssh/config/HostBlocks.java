package dev.lifeguard.ssh.config;

import java.util.ArrayList;
import java.util.List;

/** Takes a Host block out of understood lines: up to the next block, or the end of its file. */
final class HostBlocks {
  private HostBlocks() {}

  static List<ConfigNode> without(List<ConfigNode> lines, FilePosition block) {
    var kept = new ArrayList<ConfigNode>();
    var inside = false;
    for (var line : lines) {
      inside = isInside(line, block, inside);
      if (!inside) kept.add(reduced(line, block));
    }
    return List.copyOf(kept);
  }

  private static boolean isInside(ConfigNode line, FilePosition block, boolean before) {
    return switch (line) {
      case ConfigNode.Host host -> host.at().equals(block);
      case ConfigNode.Match _ -> false;
      case ConfigNode.Include _, ConfigNode.Setting _, ConfigNode.Unknown _ -> before;
    };
  }

  private static ConfigNode reduced(ConfigNode line, FilePosition block) {
    return line instanceof ConfigNode.Include(var at, var files)
        ? new ConfigNode.Include(at, files.stream().map(file -> without(file, block)).toList())
        : line;
  }
}
