package dev.lifeguard.ssh.config;

import dev.lifeguard.ssh.config.ResolvedTarget.Login;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;

/** What each %-token stands for, once it is decided where a connection goes. */
record ConnectionTokens(
    SshEnvironment environment, String asked, Login login, String hostKeyAlias, String jumpHost) {

  /** All but %r and %C, which depend on the user. */
  Map<Character, String> withoutUser() {
    var tokens = new HashMap<Character, String>();
    var local = environment.user();
    tokens.put('L', environment.localHost().replaceFirst("\\..*", ""));
    tokens.put('d', local.home().toString());
    tokens.put('h', login.host());
    tokens.put('i', Long.toUnsignedString(local.uid()));
    tokens.put('j', jumpHost);
    tokens.put('k', hostKeyAlias);
    tokens.put('l', environment.localHost());
    tokens.put('n', asked);
    tokens.put('p', String.valueOf(login.port()));
    tokens.put('u', local.name());
    return tokens;
  }

  Map<Character, String> all() {
    var tokens = withoutUser();
    tokens.put('r', login.user());
    tokens.put('C', connectionHash());
    return tokens;
  }

  /** The few that ProxyCommand knows. */
  Map<Character, String> ofProxyCommand() {
    return Map.of(
        'h', login.host(),
        'n', asked,
        'p', String.valueOf(login.port()),
        'r', login.user(),
        'k', hostKeyAlias);
  }

  private String connectionHash() {
    try {
      var text = environment.localHost() + login.host() + login.port() + login.user() + jumpHost;
      var digest = MessageDigest.getInstance("SHA-1").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
