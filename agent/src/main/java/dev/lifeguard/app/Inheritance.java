package dev.lifeguard.app;

import dev.lifeguard.config.Node;
import java.util.Optional;

/**
 * Puts {@code defaults.probes} under each gateway's own probes before the gateways are read, so
 * that each value still knows the line it came from.
 */
final class Inheritance {
  private Inheritance() {}

  static Node apply(Node root) {
    if (!(root instanceof Node.Mapping file)) return root;
    var gateways = file.at("gateways");
    return defaults(file)
        .flatMap(probes -> gateways.map(written -> with(file, inherit(written, probes))))
        .orElse(root);
  }

  private static Optional<Node.Mapping> defaults(Node.Mapping file) {
    return file.at("defaults")
        .flatMap(defaults -> mapping(defaults).flatMap(mapping -> mapping.at("probes")))
        .flatMap(Inheritance::mapping);
  }

  private static Optional<Node.Mapping> mapping(Node node) {
    return node instanceof Node.Mapping mapping ? Optional.of(mapping) : Optional.empty();
  }

  private static Node with(Node.Mapping file, Node gateways) {
    return file.with("gateways", gateways);
  }

  private static Node inherit(Node written, Node.Mapping probes) {
    return switch (written) {
      case Node.Items(var origin, var nodes) ->
          new Node.Items(origin, nodes.stream().map(gateway -> inherit(gateway, probes)).toList());
      case Node.Mapping gateway ->
          gateway.with("probes", gateway.at("probes").map(probes::under).orElse(probes));
      case Node.Text _, Node.Nothing _ -> written;
    };
  }
}
