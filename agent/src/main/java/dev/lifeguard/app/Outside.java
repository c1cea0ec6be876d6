package dev.lifeguard.app;

import dev.lifeguard.config.Node;
import dev.lifeguard.config.Origin;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A value of the part {@code agent} that did not come from the file: the environment wins over the
 * file, the command line over both.
 */
public record Outside(String key, String value, Origin origin) {
  private static final Map<String, String> VARIABLES =
      Map.of(
          "LIFEGUARD_LISTEN", "listen",
          "LIFEGUARD_TOKEN", "token",
          "LIFEGUARD_DATA_DIR", "data-dir",
          "LIFEGUARD_RELOAD", "reload");

  /** What the environment says; an empty variable says nothing. */
  public static List<Outside> of(Map<String, String> environment) {
    var found = new ArrayList<Outside>();
    VARIABLES.forEach(
        (variable, key) -> {
          var value = environment.getOrDefault(variable, "");
          if (!value.isEmpty())
            found.add(new Outside(key, value, new Origin.Environment(variable)));
        });
    return found;
  }

  /** As given on the command line: {@code --listen}, {@code --data-dir}. */
  public static Outside option(String key, String value) {
    return new Outside(key, value, new Origin.CommandLine("--" + key));
  }

  Node apply(Node root) {
    if (!(root instanceof Node.Mapping file)) return root;
    return switch (file.at("agent").orElse(new Node.Mapping(file.origin(), List.of()))) {
      case Node.Mapping agent -> file.with("agent", in(agent));
      case Node _ -> root; // not a mapping: that is told when it is read
    };
  }

  private Node in(Node.Mapping agent) {
    return agent.without(key + "-file").with(key, new Node.Text(origin, escaped(), true));
  }

  /** What is given outside the file is taken as it is: nothing is expanded in it. */
  private String escaped() {
    return value.replace("$", "$$");
  }
}
