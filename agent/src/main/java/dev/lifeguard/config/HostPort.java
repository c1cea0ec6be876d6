package dev.lifeguard.config;

import java.util.regex.Pattern;

/** A host and a port, as in {@code 127.0.0.1:9789} and {@code [::1]:9789}. */
public record HostPort(String host, int port) {
  private static final Pattern FORM =
      Pattern.compile("(?:\\[([0-9A-Fa-f:.]+(?:%[\\w.]+)?)]|([^:\\[\\]/@\\s]+)):([0-9]{1,5})");

  public static Parsed<HostPort> parse(String text) {
    var form = FORM.matcher(text);
    if (!form.matches()) return Parsed.refused("is no address", mend(text));
    var port = Integer.parseInt(form.group(3));
    if (port > 65_535) return Parsed.refused("has a port above 65535", "");
    var host = text.startsWith("[") ? form.group(1) : form.group(2);
    return Parsed.taken(new HostPort(host, port));
  }

  private static String mend(String text) {
    if (text.matches("[0-9]{1,5}")) return "write 127.0.0.1:" + text;
    if (text.matches("[0-9A-Fa-f:]*::?[0-9A-Fa-f:]*")) return "write [::1]:18789 for IPv6";
    if (text.matches("[\\w.-]+")) return "give a port too, as in " + text + ":18789";
    return "write host:port, as in 127.0.0.1:18789";
  }

  /** Whether only this machine reaches it. */
  public boolean isLoopback() {
    return host.equals("localhost") || host.startsWith("127.") || host.matches("\\[?::1]?");
  }

  @Override
  public String toString() {
    return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
  }
}
