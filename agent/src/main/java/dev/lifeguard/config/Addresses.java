package dev.lifeguard.config;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.function.Function;

/** Addresses with a scheme. */
final class Addresses {
  private Addresses() {}

  static Shape<URI> uri(List<String> schemes, Function<String, String> show) {
    var first = schemes.getFirst();
    var wanted = "an address such as " + first + "://host.example";
    return new Scalar<>(
        wanted,
        Scalar.pattern("(" + String.join("|", schemes) + ")://.+"),
        text -> parse(text, schemes),
        show);
  }

  private static Parsed<URI> parse(String text, List<String> schemes) {
    try {
      var uri = new URI(text);
      if (uri.getScheme() instanceof String scheme && schemes.contains(scheme)) return host(uri);
      return Parsed.refused("has no scheme that is taken here", scheme(schemes));
    } catch (URISyntaxException e) {
      return new Parsed.Refused<>("is no address", scheme(schemes), Math.max(0, e.getIndex()));
    }
  }

  private static String scheme(List<String> schemes) {
    return "begin it with " + Words.choice(schemes.stream().map(one -> one + "://").toList());
  }

  private static Parsed<URI> host(URI uri) {
    if (!(uri.getHost() instanceof String)) return Parsed.refused("names no host", "");
    if (uri.getPort() > 65_535) return Parsed.refused("has a port above 65535", "");
    return Parsed.taken(uri);
  }

  static String withoutUser(String text) {
    return text.replaceFirst("://[^/@]*@", "://***@");
  }

  static String hostOnly(String text) {
    if (!text.contains("://")) return "***";
    return withoutUser(text).replaceFirst("(://[^/?#]*)[/?#].+", "$1/***");
  }
}
