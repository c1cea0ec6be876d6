package dev.lifeguard.gateway;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;

/**
 * Our ed25519 key, by which a gateway that is not on loopback knows us: made once, kept in the data
 * directory, approved there by a person. Signs each challenge in OpenClaw's third format.
 */
final class DeviceIdentity {
  private static final int RAW = 32;
  private static final Base64.Encoder URL = Base64.getUrlEncoder().withoutPadding();

  private final KeyPair keys;

  private DeviceIdentity(KeyPair keys) {
    this.keys = keys;
  }

  /** Reads the key, or makes one that only we can read. May block. */
  static DeviceIdentity in(Path file) throws IOException {
    try {
      return new DeviceIdentity(Files.exists(file) ? read(file) : make(file));
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      throw new IOException(file + " is no device key of ours: " + e.getMessage(), e);
    }
  }

  /** Lower-case hex of the SHA-256 of the raw public key. */
  String id() {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(raw()));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e); // every JDK has SHA-256
    }
  }

  JsonObject sign(String scope, Credential credential, Payload challenge) {
    var nonce = challenge.text("nonce").orElse("");
    var signedAt = challenge.whole("ts").orElse(0L);
    var text =
        String.join(
            "|",
            "v3",
            id(),
            ConnectRequest.CLIENT,
            ConnectRequest.MODE,
            ConnectRequest.ROLE,
            scope,
            Long.toString(signedAt),
            credential.signed(),
            nonce,
            ConnectRequest.PLATFORM,
            "");
    return new JsonObject()
        .put("id", id())
        .put("publicKey", URL.encodeToString(raw()))
        .put("signature", signature(text))
        .put("signedAt", signedAt)
        .put("nonce", nonce);
  }

  private String signature(String text) {
    try {
      var signature = Signature.getInstance("Ed25519");
      signature.initSign(keys.getPrivate());
      signature.update(text.getBytes(StandardCharsets.UTF_8));
      return URL.encodeToString(signature.sign());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e); // the key was made or read as Ed25519
    }
  }

  /** The last 32 bytes of the encoded key are the key itself. */
  private byte[] raw() {
    var encoded = keys.getPublic().getEncoded();
    return Arrays.copyOfRange(encoded, encoded.length - RAW, encoded.length);
  }

  private static KeyPair read(Path file) throws IOException, GeneralSecurityException {
    var lines = Files.readAllLines(file);
    if (lines.size() < 2) throw new IOException(file + " is no device key of ours");
    var factory = KeyFactory.getInstance("Ed25519");
    var decoder = Base64.getDecoder();
    return new KeyPair(
        factory.generatePublic(new X509EncodedKeySpec(decoder.decode(lines.get(0)))),
        factory.generatePrivate(new PKCS8EncodedKeySpec(decoder.decode(lines.get(1)))));
  }

  private static KeyPair make(Path file) throws IOException, GeneralSecurityException {
    var keys = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
    var encoder = Base64.getEncoder();
    var text =
        encoder.encodeToString(keys.getPublic().getEncoded())
            + "\n"
            + encoder.encodeToString(keys.getPrivate().getEncoded())
            + "\n";
    Files.createDirectories(file.toAbsolutePath().getParent());
    // written beside and moved, so that a crash leaves no half key; private from its first moment
    var fresh = Files.createTempFile(file.toAbsolutePath().getParent(), "device", ".new");
    if (Files.getFileStore(fresh).supportsFileAttributeView("posix"))
      Files.setPosixFilePermissions(fresh, PosixFilePermissions.fromString("rw-------"));
    Files.writeString(fresh, text);
    Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
    return keys;
  }
}
