package dev.lifeguard.ssh.key;

import dev.lifeguard.config.Absence;
import dev.lifeguard.config.Secret;
import dev.lifeguard.config.SecretFile;
import dev.lifeguard.config.SecretSource;
import dev.lifeguard.reason.Failure;
import dev.lifeguard.reason.Reason;
import dev.lifeguard.ssh.config.SshEnvironment;
import dev.lifeguard.ssh.key.KeyFileText.Protection;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.util.Optional;
import org.apache.sshd.common.NamedResource;
import org.apache.sshd.common.config.keys.FilePasswordProvider;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.util.security.SecurityUtils;

/** Reads private key files as {@code ssh} does, and refuses those that others can read. */
public final class PrivateKeyFile {
  private static final int MAX_BYTES = 1 << 20;
  private static final int OTHERS = 077;

  private static final OpenedKeys OPENED = new OpenedKeys();

  private PrivateKeyFile() {}

  public static KeyOutcome load(Path file, SecretSource passphrase) {
    try {
      if (!Files.exists(file)) return failed(Reason.KEY_MISSING, file + " " + Absence.of(file));
      if (!Files.isRegularFile(file)) return failed(Reason.KEY_INVALID, file + " is no file");
      var exposed = exposure(file);
      if (exposed.isPresent()) return failed(Reason.KEY_PERMISSION, exposed.get());
      var text = text(file);
      return switch (KeyFileText.of(text)) {
        case KeyFileText.Other(var what) -> failed(Reason.KEY_INVALID, file + ": " + what);
        case KeyFileText.OpenSsh(var key, _) when unusable(key).isPresent() ->
            failed(Reason.KEY_INVALID, file + ": " + unusable(key).get());
        case KeyFileText.OpenSsh(_, var protection) -> open(file, text, protection, passphrase);
        case KeyFileText.Pem(var protection) -> open(file, text, protection, passphrase);
      };
    } catch (AccessDeniedException e) {
      return failed(Reason.KEY_INVALID, file + " cannot be read: permission denied");
    } catch (IOException e) {
      return failed(Reason.KEY_INVALID, file + " cannot be read: " + e.getMessage());
    }
  }

  /** Who else can read the file, with the cure; as {@code ssh}, only our own files are judged. */
  static Optional<String> exposure(Path file) throws IOException {
    try {
      int mode = (int) Files.getAttribute(file, "unix:mode") & 0777;
      int owner = (int) Files.getAttribute(file, "unix:uid");
      if (owner != SshEnvironment.uid() || (mode & OTHERS) == 0) return Optional.empty();
      var octal = String.format("%04o", mode);
      return Optional.of(file + " has mode " + octal + "; mend with: chmod 600 " + file);
    } catch (UnsupportedOperationException e) {
      return Optional.empty(); // no modes on this file system: nothing to judge by
    }
  }

  private static Optional<String> unusable(KeyBlob key) {
    if (key.isHardware())
      return Optional.of("it needs its hardware token: load it into the ssh-agent with ssh-add");
    if (key.type().equals("ssh-dss")) return Optional.of("DSA keys are no longer accepted");
    return Optional.empty();
  }

  static String text(Path file) throws IOException {
    try (var in = Files.newInputStream(file)) {
      var bytes = in.readNBytes(MAX_BYTES + 1);
      if (bytes.length > MAX_BYTES) throw new IOException("larger than 1 MiB");
      return new String(bytes, StandardCharsets.ISO_8859_1);
    }
  }

  private static KeyOutcome open(
      Path file, String text, Protection protection, SecretSource passphrase) throws IOException {
    if (protection == Protection.NONE) return decoded(file, text, Optional.empty());
    return switch (SecretFile.read(passphrase)) {
      case SecretFile.Result.Read(var secret) -> opened(file, text, secret);
      case SecretFile.Result.Absent _ ->
          failed(
              Reason.KEY_ENCRYPTED,
              file + " is encrypted; give its passphrase, or load it with: ssh-add " + file);
      case SecretFile.Result.Refused(var because) ->
          failed(Reason.KEY_ENCRYPTED, file + " is encrypted, and its passphrase: " + because);
    };
  }

  private static KeyOutcome opened(Path file, String text, Secret passphrase) throws IOException {
    var version = OpenedKeys.Version.of(file);
    var before = OPENED.find(version, passphrase);
    if (before.isPresent()) return new KeyOutcome.Loaded(before.get());
    var outcome = decoded(file, text, Optional.of(passphrase));
    if (outcome instanceof KeyOutcome.Loaded(var key)) OPENED.keep(version, passphrase, key);
    return outcome;
  }

  private static KeyOutcome decoded(Path file, String text, Optional<Secret> passphrase)
      throws IOException {
    try {
      var pairs =
          SecurityUtils.loadKeyPairIdentities(
              null,
              NamedResource.ofName(file.toString()),
              new ByteArrayInputStream(text.getBytes(StandardCharsets.ISO_8859_1)),
              passphrase.map(secret -> FilePasswordProvider.of(secret.reveal())).orElse(null));
      if (pairs == null || !pairs.iterator().hasNext())
        return failed(Reason.KEY_INVALID, file + ": there is no key in it");
      return loaded(file, pairs.iterator().next());
    } catch (IOException | GeneralSecurityException | RuntimeException e) {
      // Decrypted with a wrong passphrase, a key is noise, and any parser may stumble over it.
      if (passphrase.isPresent())
        return failed(Reason.KEY_PASSPHRASE, file + ": the passphrase does not open it");
      return failed(Reason.KEY_INVALID, file + ": it is damaged, or of an unknown kind");
    }
  }

  private static KeyOutcome loaded(Path file, KeyPair pair) throws IOException {
    if (KeyUtils.getKeyType(pair.getPublic()).equals("ssh-dss"))
      return failed(Reason.KEY_INVALID, file + ": DSA keys are no longer accepted");
    var fingerprint = KeyBlob.plain(pair.getPublic()).fingerprint();
    var modified = Files.getLastModifiedTime(file).toInstant();
    return new KeyOutcome.Loaded(new LoadedKey(pair, fingerprint, file, modified));
  }

  private static KeyOutcome failed(Reason reason, String detail) {
    return new KeyOutcome.Failed(new Failure(reason, detail));
  }
}
