package dev.lifeguard.app.lint;

import dev.lifeguard.config.Node;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** What a file is, by its name and by what stands in it. */
enum FileKind {
  CONFIGURATION("gateways"),
  TRIALS("tests"),
  REMEDIES("remedies"),
  RULES("alerts", "layers", "health_criteria"),
  SSH_CONFIG,
  OPENCLAW,
  /** YAML of somebody else. */
  OTHER;

  private static final Pattern HOST = Pattern.compile("(?mi)^[ \\t]*(host|match)[ \\t=]+\\S");

  private static final Pattern GATEWAY = Pattern.compile("[\"'{,\\s]gateway[\"']?\\s*:\\s*\\{");

  private final List<String> keys;

  FileKind(String... keys) {
    this.keys = List.of(keys);
  }

  /** Of what is no YAML. */
  static Optional<FileKind> of(String fileName, String text) {
    var name = fileName.toLowerCase(Locale.ROOT);
    if (name.matches(".*\\.json5?"))
      return Optional.of(OPENCLAW).filter(_ -> name.contains("openclaw") || tells(text));
    if (name.matches(".*\\.ya?ml")) return Optional.empty();
    if (name.equals("config") || name.startsWith("ssh_config") || HOST.matcher(text).find())
      return Optional.of(SSH_CONFIG);
    return Optional.empty();
  }

  /** Whatever its name: where a gateway is told what to do. */
  private static boolean tells(String text) {
    return GATEWAY.matcher(text).find();
  }

  /** Of YAML: what its first level says. */
  static FileKind of(Node root) {
    if (root instanceof Node.Mapping map)
      for (var kind : values())
        if (kind.keys.stream().anyMatch(key -> map.at(key).isPresent())) return kind;
    return OTHER;
  }
}
