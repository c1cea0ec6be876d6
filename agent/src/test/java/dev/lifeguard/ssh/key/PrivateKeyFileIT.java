package dev.lifeguard.ssh.key;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.config.Secret;
import dev.lifeguard.config.SecretSource;
import dev.lifeguard.peer.Folder;
import dev.lifeguard.peer.Peer;
import dev.lifeguard.peer.Peers;
import dev.lifeguard.peer.Program;
import dev.lifeguard.reason.Failure;
import dev.lifeguard.reason.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Keys as ssh-keygen writes them, whole and broken. */
class PrivateKeyFileIT {
  private static final SecretSource NO_PASSPHRASE = new SecretSource.None();
  private static final SecretSource PASSPHRASE = new SecretSource.Given(new Secret("open sesame"));

  private Folder folder;

  @BeforeEach
  void open() {
    Peers.require(Peer.SSH_KEYGEN);
    folder = new Folder("keys");
  }

  @AfterEach
  void close() {
    folder.close();
  }

  @ParameterizedTest
  @CsvSource({
    "-t ed25519,",
    "-t ecdsa -b 256,",
    "-t ecdsa -b 384,",
    "-t ecdsa -b 521,",
    "-t rsa -b 2048,",
    "-t rsa -b 2048, -m PEM",
    "-t rsa -b 2048, -m PKCS8",
    "-t ecdsa -b 256, -m PEM",
    "-t ecdsa -b 384, -m PKCS8",
    "-t ecdsa -b 521, -m PKCS8",
  })
  void opensEveryTypeAndFormat(String type, String format) {
    var file = keygen("", type + (format == null ? "" : " " + format));
    var key = loaded(PrivateKeyFile.load(file, NO_PASSPHRASE));
    assertThat(key.fingerprint()).isEqualTo(fingerprint(file));
    assertThat(key.modified()).isEqualTo(modified(file));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "-t ed25519",
        "-t ed25519 -Z aes256-ctr",
        "-t ed25519 -Z aes128-ctr",
        "-t ed25519 -Z aes256-cbc",
        "-t ed25519 -Z aes128-gcm@openssh.com",
        "-t ed25519 -Z aes256-gcm@openssh.com",
        "-t ed25519 -Z chacha20-poly1305@openssh.com",
        "-t ed25519 -a 40",
        "-t ecdsa -b 384",
        "-t rsa -b 2048",
        "-t rsa -b 2048 -m PEM",
        "-t rsa -b 2048 -m PKCS8",
        "-t ecdsa -b 256 -m PEM",
        "-t ecdsa -b 256 -m PKCS8",
      })
  void opensLockedKeysWithTheirPassphraseOnly(String options) {
    var file = keygen("open sesame", options);
    var key = loaded(PrivateKeyFile.load(file, PASSPHRASE));
    assertThat(key.fingerprint()).isEqualTo(fingerprint(file));
    assertThat(failure(PrivateKeyFile.load(file, NO_PASSPHRASE)).reason())
        .isEqualTo(Reason.KEY_ENCRYPTED);
    var wrong = new SecretSource.Given(new Secret("open barley"));
    assertThat(failure(PrivateKeyFile.load(file, wrong)).reason()).isEqualTo(Reason.KEY_PASSPHRASE);
  }

  private Path keygen(String passphrase, String options) {
    var file = folder.resolve("id");
    var words =
        new ArrayList<>(List.of(Peers.require(Peer.SSH_KEYGEN).toString(), "-q", "-N", passphrase));
    words.addAll(List.of(options.split(" ")));
    words.addAll(List.of("-f", file.toString()));
    Program.run(Program.Launch.of(folder, words.toArray()));
    return file;
  }

  private String fingerprint(Path file) {
    var log = folder.resolve("fingerprint.log");
    var launch = Program.Launch.of(folder, Peers.require(Peer.SSH_KEYGEN), "-lf", file + ".pub");
    return Program.run(
            new Program.Launch(launch.command(), launch.folder(), launch.environment(), log))
        .split(" ")[1];
  }

  private static LoadedKey loaded(KeyOutcome outcome) {
    if (outcome instanceof KeyOutcome.Loaded(var key)) return key;
    throw new AssertionError(outcome.toString());
  }

  private static Failure failure(KeyOutcome outcome) {
    if (outcome instanceof KeyOutcome.Failed(var failure)) return failure;
    throw new AssertionError(outcome.toString());
  }

  private static java.time.Instant modified(Path file) {
    try {
      return Files.getLastModifiedTime(file).toInstant();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  @Test
  void refusesAKeyThatOthersCanRead() throws IOException {
    var file = keygen("", "-t ed25519");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
    var failure = failure(PrivateKeyFile.load(file, NO_PASSPHRASE));
    assertThat(failure)
        .isEqualTo(
            new Failure(
                Reason.KEY_PERMISSION, file + " has mode 0644; mend with: chmod 600 " + file));
  }
}
