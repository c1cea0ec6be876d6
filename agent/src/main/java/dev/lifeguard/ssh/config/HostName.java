package dev.lifeguard.ssh.config;

import dev.lifeguard.ssh.algorithm.Wildcard;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Locale;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** The first column of known_hosts: a list of patterns, or one name hidden by a hash. */
public final class HostName {
  private static final String MAGIC = "|1|";
  private static final int HASH_BYTES = 20;
  private static final SecureRandom RANDOM = new SecureRandom();

  private HostName() {}

  /**
   * @param column as in the file
   * @param name {@code host} or {@code [host]:port}
   */
  public static boolean matches(String column, String name) {
    if (!column.startsWith(MAGIC)) return Wildcard.matchHost(name, column) == Wildcard.Match.YES;
    int salted = column.indexOf('|', MAGIC.length());
    if (salted < 0) return false;
    try {
      var salt = Base64.getDecoder().decode(column.substring(MAGIC.length(), salted));
      return salt.length == HASH_BYTES && column.equals(hash(name, salt));
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  /** Hidden under a fresh salt. */
  public static String hashed(String name) {
    var salt = new byte[HASH_BYTES];
    RANDOM.nextBytes(salt);
    return hash(name, salt);
  }

  private static String hash(String name, byte[] salt) {
    try {
      var mac = Mac.getInstance("HmacSHA1");
      mac.init(new SecretKeySpec(salt, "HmacSHA1"));
      var hash = mac.doFinal(name.toLowerCase(Locale.ROOT).getBytes(StandardCharsets.UTF_8));
      var base64 = Base64.getEncoder();
      return MAGIC + base64.encodeToString(salt) + "|" + base64.encodeToString(hash);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
