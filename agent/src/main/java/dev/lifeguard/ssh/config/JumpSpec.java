package dev.lifeguard.ssh.config;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A server as {@code ssh} takes it on its command line and in ProxyJump: {@code [user@]host[:port]}
 * or {@code ssh://[user@]host[:port]}.
 */
record JumpSpec(Optional<String> user, String host, Optional<Integer> port) {
  /** Without brackets no port can follow, so none is mistaken for the rest of the address. */
  private static final Pattern BARE_IPV6 =
      Pattern.compile("(?=.*:.*:)[0-9A-Fa-f:]+(\\.[0-9.]+)?(%[A-Za-z0-9._-]+)?");

  private static final String URI = "ssh://";

  /** Empty if the text is no server. */
  static Optional<JumpSpec> parse(String text) {
    return text.startsWith(URI) ? uri(text.substring(URI.length())) : plain(text);
  }

  /** The hops of a ProxyJump value, first hop first; empty if one is no server. */
  static Optional<List<JumpSpec>> chain(String value) {
    var hops = new ArrayList<JumpSpec>();
    for (var text : cleaned(value).split(",", -1)) {
      var hop = parse(text);
      if (hop.isEmpty()) return Optional.empty();
      hops.add(hop.get());
    }
    return Optional.of(hops);
  }

  /** For a command line. */
  String typed() {
    return port.map(number -> "-p " + number + " ").orElse("")
        + user.map(name -> name + "@").orElse("")
        + host;
  }

  static boolean isNone(String value) {
    return cleaned(value).equalsIgnoreCase("none");
  }

  static Optional<String> problem(String value) {
    if (isNone(value) || chain(value).isPresent()) return Optional.empty();
    return Optional.of("is no list of [user@]host[:port]: " + ValueForm.quoted(value));
  }

  private static String cleaned(String value) {
    var text = value;
    while (!text.isEmpty() && " \t\r\n=".indexOf(text.charAt(0)) >= 0) text = text.substring(1);
    int comment = text.indexOf('#');
    return (comment < 0 ? text : text.substring(0, comment)).stripTrailing();
  }

  private static Optional<JumpSpec> plain(String text) {
    int at = text.lastIndexOf('@');
    if (at == 0) return Optional.empty();
    var user = at < 0 ? Optional.<String>empty() : Optional.of(text.substring(0, at));
    return hostAndPort(text.substring(at + 1), user);
  }

  private static Optional<JumpSpec> uri(String text) {
    int at = text.indexOf('@');
    if (at == 0) return Optional.empty();
    var user = at < 0 ? Optional.<String>empty() : user(text.substring(0, at));
    if (at > 0 && user.isEmpty()) return Optional.empty();
    var rest = text.substring(at + 1);
    return hostAndPort(rest.endsWith("/") ? rest.substring(0, rest.length() - 1) : rest, user);
  }

  private static Optional<String> user(String encoded) {
    int parameters = encoded.indexOf(';');
    var text = parameters < 0 ? encoded : encoded.substring(0, parameters);
    try {
      var user = URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
      return user.isEmpty() ? Optional.empty() : Optional.of(user);
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static Optional<JumpSpec> hostAndPort(String text, Optional<String> user) {
    if (BARE_IPV6.matcher(text).matches())
      return Optional.of(new JumpSpec(user, text, Optional.empty()));
    int close = text.startsWith("[") ? text.indexOf(']') : -1;
    if (text.startsWith("[") && close < 0) return Optional.empty();
    int end = close >= 0 ? close + 1 : indexOfDelimiter(text);
    var host = close >= 0 ? text.substring(1, close) : text.substring(0, end);
    if (!isHost(host)) return Optional.empty();
    if (end == text.length()) return Optional.of(new JumpSpec(user, host, Optional.empty()));
    if (text.charAt(end) != ':' && text.charAt(end) != '/') return Optional.empty();
    var port = text.substring(end + 1);
    if (port.isEmpty()) return Optional.of(new JumpSpec(user, host, Optional.empty()));
    return Ports.parse(port).filter(n -> n > 0).map(n -> new JumpSpec(user, host, Optional.of(n)));
  }

  private static int indexOfDelimiter(String text) {
    for (int i = 0; i < text.length(); i++) if (":/".indexOf(text.charAt(i)) >= 0) return i;
    return text.length();
  }

  /** A host never reaches a shell as text that means something there, nor an option of ssh. */
  static boolean isHost(String host) {
    if (host.isEmpty() || host.startsWith("-")) return false;
    return host.chars()
        .noneMatch(
            c ->
                "'`\"$\\;&<>|(){},".indexOf(c) >= 0
                    || Character.isWhitespace(c)
                    || Character.isISOControl(c));
  }

  /** As {@link #isHost}, for the name of a user. */
  static boolean isUser(String user) {
    if (user.isEmpty() || user.startsWith("-") || user.endsWith("\\")) return false;
    if (user.matches("(?s).*\\s-.*")) return false;
    return user.chars()
        .noneMatch(c -> "'`\";&<>|(){}".indexOf(c) >= 0 || Character.isISOControl(c));
  }
}
