package dev.lifeguard.gateway;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.List;

/** Where a gateway's URL leads. */
record Address(String host, int port, String path, Scheme scheme) {
  enum Scheme {
    WS,
    WSS
  }

  static Address of(URI url) {
    var scheme = "wss".equalsIgnoreCase(url.getScheme()) ? Scheme.WSS : Scheme.WS;
    var standard = scheme == Scheme.WSS ? 443 : 80;
    var path = url.getRawPath() == null || url.getRawPath().isEmpty() ? "/" : url.getRawPath();
    var host = url.getHost() == null ? "" : url.getHost();
    var bare = host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
    return new Address(bare, url.getPort() == -1 ? standard : url.getPort(), path, scheme);
  }

  boolean secure() {
    return scheme == Scheme.WSS;
  }

  /** What stands before the names of pages: the path without its last slash. */
  String base() {
    return path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
  }

  /** As the {@code Host} header has it. */
  String authority() {
    return literal(host) + ":" + port;
  }

  /** A host as a URL has it: one of IPv6 in brackets, or the colons pass for a port. */
  static String literal(String host) {
    return host.contains(":") ? "[" + host + "]" : host;
  }

  /** Asks the resolver, every time: a cached wrong answer would outlive its correction. Blocks. */
  List<InetAddress> resolve() throws UnknownHostException {
    return List.of(InetAddress.getAllByName(host));
  }
}
