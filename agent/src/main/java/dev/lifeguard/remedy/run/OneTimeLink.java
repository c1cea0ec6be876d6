package dev.lifeguard.remedy.run;

import dev.lifeguard.remedy.Run;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Signs links that answer one question of one run. The signature covers when the question ends, so
 * a link is good for that question only, and only while it is open: answered once, it is void.
 */
final class OneTimeLink {
  static final String PATH = "/approve/";

  private static final int KEY_BYTES = 32;
  private static final String FILE = "approval.key";

  private final byte[] key;

  private OneTimeLink(byte[] key) {
    this.key = key;
  }

  /** With the key in the folder, or a new one that only its owner can read. */
  static OneTimeLink in(Path folder) {
    var file = folder.resolve(FILE);
    try {
      if (Files.exists(file) && Files.size(file) == KEY_BYTES)
        return new OneTimeLink(Files.readAllBytes(file));
      var key = new byte[KEY_BYTES];
      new SecureRandom().nextBytes(key);
      Files.deleteIfExists(file);
      create(file);
      Files.write(file, key, StandardOpenOption.TRUNCATE_EXISTING);
      return new OneTimeLink(key);
    } catch (IOException e) {
      throw new UncheckedIOException(file + " cannot be made", e);
    }
  }

  private static void create(Path file) throws IOException {
    try {
      var owner = PosixFilePermissions.fromString("rw-------");
      Files.createFile(file, PosixFilePermissions.asFileAttribute(owner));
    } catch (UnsupportedOperationException e) {
      Files.createFile(file); // a file system without POSIX modes
    }
  }

  /** Path of the link for the question that the run waits with. */
  String of(Run run) {
    return PATH + run.id() + "." + signature(run);
  }

  /** The id of the run that a token names; empty when it names none. */
  static Optional<String> run(String token) {
    var dot = token.indexOf('.');
    return dot > 0 && dot < 64 ? Optional.of(token.substring(0, dot)) : Optional.empty();
  }

  /** Whether the token answers the question that the run waits with. */
  boolean fits(String token, Run run) {
    return MessageDigest.isEqual(bytes(run.id() + "." + signature(run)), bytes(token));
  }

  private String signature(Run run) {
    var expires = run.approval().map(open -> open.question().expiresAt().toEpochMilli()).orElse(0L);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(mac(run.id() + "\n" + expires));
  }

  private byte[] mac(String text) {
    try {
      var mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      return mac.doFinal(bytes(text));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has HmacSHA256", e);
    }
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
