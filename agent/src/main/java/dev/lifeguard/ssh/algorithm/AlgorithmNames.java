package dev.lifeguard.ssh.algorithm;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The names that OpenSSH knows for each kind of algorithm, and its arithmetic on lists of them. */
public enum AlgorithmNames {
  CIPHERS(
      "3des-cbc aes128-cbc aes192-cbc aes256-cbc aes128-ctr aes192-ctr aes256-ctr"
          + " aes128-gcm@openssh.com aes256-gcm@openssh.com chacha20-poly1305@openssh.com none",
      Wildcards.REFUSED),
  MACS(
      "hmac-sha1 hmac-sha1-96 hmac-sha2-256 hmac-sha2-512 hmac-md5 hmac-md5-96 umac-64@openssh.com"
          + " umac-128@openssh.com hmac-sha1-etm@openssh.com hmac-sha1-96-etm@openssh.com"
          + " hmac-sha2-256-etm@openssh.com hmac-sha2-512-etm@openssh.com"
          + " hmac-md5-etm@openssh.com hmac-md5-96-etm@openssh.com umac-64-etm@openssh.com"
          + " umac-128-etm@openssh.com",
      Wildcards.REFUSED),
  KEX(
      "diffie-hellman-group1-sha1 diffie-hellman-group14-sha1 diffie-hellman-group14-sha256"
          + " diffie-hellman-group16-sha512 diffie-hellman-group18-sha512"
          + " diffie-hellman-group-exchange-sha1 diffie-hellman-group-exchange-sha256"
          + " ecdh-sha2-nistp256 ecdh-sha2-nistp384 ecdh-sha2-nistp521 mlkem768nistp256-sha256"
          + " curve25519-sha256 curve25519-sha256@libssh.org sntrup761x25519-sha512"
          + " sntrup761x25519-sha512@openssh.com mlkem768x25519-sha256",
      Wildcards.REFUSED),
  KEYS(
      "ssh-ed25519 ssh-ed25519-cert-v01@openssh.com sk-ssh-ed25519@openssh.com"
          + " sk-ssh-ed25519-cert-v01@openssh.com ecdsa-sha2-nistp256"
          + " ecdsa-sha2-nistp256-cert-v01@openssh.com ecdsa-sha2-nistp384"
          + " ecdsa-sha2-nistp384-cert-v01@openssh.com ecdsa-sha2-nistp521"
          + " ecdsa-sha2-nistp521-cert-v01@openssh.com sk-ecdsa-sha2-nistp256@openssh.com"
          + " sk-ecdsa-sha2-nistp256-cert-v01@openssh.com"
          + " webauthn-sk-ecdsa-sha2-nistp256@openssh.com ssh-dss ssh-dss-cert-v01@openssh.com"
          + " ssh-rsa ssh-rsa-cert-v01@openssh.com rsa-sha2-256"
          + " rsa-sha2-256-cert-v01@openssh.com rsa-sha2-512 rsa-sha2-512-cert-v01@openssh.com",
      Wildcards.ALLOWED);

  private enum Wildcards {
    ALLOWED,
    REFUSED
  }

  private final Set<String> known;
  private final Wildcards wildcards;

  AlgorithmNames(String known, Wildcards wildcards) {
    this.known = Set.copyOf(List.of(known.split(" ")));
    this.wildcards = wildcards;
  }

  /** Whether {@code ssh} would take the list or change of list; removing may name anything. */
  public boolean accepts(String spec) {
    if (spec.startsWith("-")) return true;
    var names = body(spec);
    if (names.isEmpty()) return false;
    for (var name : names.split(",", -1)) if (!acceptsName(name)) return false;
    return true;
  }

  private boolean acceptsName(String name) {
    if (known.contains(name)) return true;
    return wildcards == Wildcards.ALLOWED
        && name.indexOf('!') < 0
        && known.stream().anyMatch(one -> Wildcard.matches(one, name));
  }

  /**
   * The list that comes out when the spec is applied to a default list.
   *
   * @param all what wildcards may bring in, and outside of which nothing is offered
   */
  public static List<String> apply(String spec, List<String> defaults, List<String> all) {
    var names = List.of(body(spec).split(","));
    return switch (spec.charAt(0)) {
      case '-' -> defaults.stream().filter(name -> !anyFits(names, name)).toList();
      case '+' -> expanded(joined(defaults, names), all);
      case '^' -> expanded(joined(names, defaults), all);
      default -> expanded(names, all);
    };
  }

  private static boolean anyFits(List<String> patterns, String name) {
    return patterns.stream().anyMatch(pattern -> Wildcard.matches(name, pattern));
  }

  private static List<String> joined(List<String> first, List<String> second) {
    var names = new ArrayList<>(first);
    names.addAll(second);
    return names;
  }

  private static List<String> expanded(List<String> patterns, List<String> all) {
    var names = new LinkedHashSet<String>();
    for (var pattern : patterns)
      for (var name : all) if (Wildcard.matches(name, pattern)) names.add(name);
    return List.copyOf(names);
  }

  private static String body(String spec) {
    return !spec.isEmpty() && "+-^".indexOf(spec.charAt(0)) >= 0 ? spec.substring(1) : spec;
  }
}
