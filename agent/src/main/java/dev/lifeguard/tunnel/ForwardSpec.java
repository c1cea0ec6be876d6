package dev.lifeguard.tunnel;

import dev.lifeguard.ssh.config.ResolvedTarget.ConfiguredForward;
import dev.lifeguard.ssh.config.ResolvedTarget.Place;
import dev.lifeguard.tunnel.TunnelSettings.Direction;
import dev.lifeguard.tunnel.TunnelSettings.Endpoint;
import dev.lifeguard.tunnel.TunnelSettings.Expect;
import dev.lifeguard.tunnel.TunnelSettings.Forward;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Forwards as {@code ssh} writes them: {@code [address:]port:host:port}, with a path instead of
 * either end for a unix socket. Where {@code ssh} would bind every loopback address, we bind one.
 */
public final class ForwardSpec {
  private static final String LOOPBACK = "127.0.0.1";

  private ForwardSpec() {}

  /** Throws IllegalArgumentException with what is wrong, for people. */
  public static Forward read(Direction direction, String spec) {
    var words = words(spec);
    var listen = listen(words, spec);
    var connect = connect(words, spec);
    if (!words.isEmpty()) throw wrong(spec, "there is too much of it");
    return forward(direction, listen, connect);
  }

  /** One of the OpenSSH configuration; empty for what is no forward to one place. */
  public static Optional<Forward> of(ConfiguredForward configured) {
    var listen = endpoint(configured.listen());
    var connect = endpoint(configured.connect());
    return switch (configured.direction()) {
      case LOCAL -> Optional.of(forward(Direction.LOCAL, listen, connect));
      case REMOTE -> Optional.of(forward(Direction.REMOTE, listen, connect));
      case DYNAMIC -> Optional.empty();
    };
  }

  private static Forward forward(Direction direction, Endpoint listen, Endpoint connect) {
    var name = listen.toString();
    return direction == Direction.LOCAL
        ? new Forward(name, direction, listen, connect, Expect.OPEN)
        : new Forward(name, direction, connect, listen, Expect.OPEN);
  }

  private static Endpoint endpoint(Place place) {
    if (place.socket().isPresent()) return Endpoint.unix(place.socket().orElseThrow());
    return Endpoint.of(address(place.host().orElse(LOOPBACK)), place.port());
  }

  private static Endpoint listen(List<String> words, String spec) {
    var first = next(words, spec);
    if (first.startsWith("/")) return Endpoint.unix(first);
    if (isPort(first)) return Endpoint.of(LOOPBACK, port(first, spec));
    return Endpoint.of(address(first), port(next(words, spec), spec));
  }

  private static Endpoint connect(List<String> words, String spec) {
    var host = next(words, spec);
    if (host.startsWith("/")) return Endpoint.unix(host);
    return Endpoint.of(host, port(next(words, spec), spec));
  }

  private static String address(String given) {
    return switch (given) {
      case "", "*" -> "0.0.0.0";
      case "localhost" -> LOOPBACK; // a name could mean two addresses, and somebody else on one
      default -> given;
    };
  }

  /** Split at the colons outside brackets. */
  private static List<String> words(String spec) {
    var words = new ArrayList<String>();
    var word = new StringBuilder();
    var depth = 0;
    for (var letter : spec.toCharArray()) {
      if (letter == '[') depth++;
      else if (letter == ']') depth--;
      else if (letter == ':' && depth == 0) {
        words.add(word.toString());
        word.setLength(0);
      } else word.append(letter);
    }
    words.add(word.toString());
    return words;
  }

  private static String next(List<String> words, String spec) {
    if (words.isEmpty()) throw wrong(spec, "it should be [address:]port:host:port");
    return words.removeFirst();
  }

  private static boolean isPort(String word) {
    return !word.isEmpty() && word.chars().allMatch(Character::isDigit);
  }

  private static int port(String word, String spec) {
    if (!isPort(word) || word.length() > 5 || Integer.parseInt(word) > 65_535)
      throw wrong(spec, "\"" + word + "\" is no port");
    return Integer.parseInt(word);
  }

  private static IllegalArgumentException wrong(String spec, String why) {
    return new IllegalArgumentException("cannot read the forward \"" + spec + "\": " + why);
  }
}
