package dev.lifeguard.app;

import java.util.List;
import java.util.Optional;

/**
 * A gateway that a look around this machine came upon.
 *
 * @param found where it was found, as a comment says it
 * @param secret the line that tells where its token or password is, with what to know about it
 */
record FoundGateway(
    String name,
    String found,
    String url,
    Optional<FoundSecret> secret,
    Optional<String> tlsFingerprint,
    Optional<FoundTunnel> tunnel) {

  /** One line of YAML about a secret, never the secret itself, and a comment on it. */
  record FoundSecret(String key, String value, String comment) {}

  /** How the gateway is reached over SSH. */
  record FoundTunnel(String ssh, Optional<String> identity, String local, String remote) {}

  FoundGateway called(String other) {
    return new FoundGateway(other, found, url, secret, tlsFingerprint, tunnel);
  }

  /** For people. */
  String described() {
    return url + " (" + found + ")";
  }

  /** As a part of the configuration's list of gateways. */
  String yaml() {
    var text = new StringBuilder("  # " + oneLine(found) + "\n");
    text.append("  - name: ").append(name).append('\n');
    text.append("    url: ").append(quoted(url)).append('\n');
    secret.ifPresent(line -> text.append(yaml(line)));
    tlsFingerprint.ifPresent(
        hex -> text.append("    tls-fingerprint: ").append(quoted(hex)).append('\n'));
    tunnel.ifPresent(through -> text.append(yaml(through)));
    return text.toString();
  }

  private static String yaml(FoundSecret line) {
    var comment = line.comment().isEmpty() ? "" : "   # " + oneLine(line.comment());
    return "    " + line.key() + ": " + quoted(line.value()) + comment + "\n";
  }

  private static String yaml(FoundTunnel tunnel) {
    var identity =
        tunnel.identity().map(file -> "      identity: " + quoted(file) + "\n").orElse("");
    var forward =
        "name: gateway, local: %s, remote: %s"
            .formatted(quotedFlow(tunnel.local()), quotedFlow(tunnel.remote()));
    return "    tunnel:\n      ssh: "
        + quoted(tunnel.ssh())
        + "\n"
        + identity
        + "      forwards:\n        - {"
        + forward
        + "}\n";
  }

  private static String oneLine(String text) {
    return text.replaceAll("\\p{Cntrl}", " ");
  }

  private static String quoted(String text) {
    return text.matches("[A-Za-z0-9/~][A-Za-z0-9/._@:~+-]*") && !text.endsWith(":")
        ? text
        : inQuotes(text);
  }

  /** Within braces more characters have a meaning. */
  private static String quotedFlow(String text) {
    return text.matches("[A-Za-z0-9][A-Za-z0-9.:-]*") ? text : inQuotes(text);
  }

  private static String inQuotes(String text) {
    var escaped = text.replace("\\", "\\\\").replace("\"", "\\\"").replaceAll("\\p{Cntrl}", " ");
    return "\"" + escaped + "\"";
  }

  /** Makes names unique, in order: home, home-2, home-3. */
  static List<FoundGateway> unique(List<FoundGateway> all) {
    var taken = new java.util.HashSet<String>();
    return all.stream().map(gateway -> gateway.called(free(gateway.name(), taken))).toList();
  }

  private static String free(String wanted, java.util.Set<String> taken) {
    var name = wanted;
    for (int i = 2; !taken.add(name); i++) name = wanted + "-" + i;
    return name;
  }
}
