package dev.lifeguard.ssh;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.config.Secret;
import dev.lifeguard.config.SecretSource;
import dev.lifeguard.peer.Folder;
import dev.lifeguard.peer.Peer;
import dev.lifeguard.peer.Peers;
import dev.lifeguard.peer.Program;
import dev.lifeguard.peer.SshAgent;
import dev.lifeguard.peer.SshKey;
import dev.lifeguard.peer.Sshd;
import dev.lifeguard.reason.Failure;
import dev.lifeguard.reason.Reason;
import dev.lifeguard.ssh.config.SshEnvironment;
import dev.lifeguard.ssh.config.SshEnvironment.LocalUser;
import dev.lifeguard.ssh.config.SshSettings;
import dev.lifeguard.ssh.key.PublicKeyFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every way to prove who we are, to a real sshd. */
class KeyLoginIT {
  private static final SecretSource NO_PASSPHRASE = new SecretSource.None();

  private static Folder authorityFolder;
  private static SshKey authority;
  private static Sshd sshd;

  private Folder home;
  private Map<String, String> variables = Map.of();

  @BeforeAll
  static void start() {
    authorityFolder = new Folder("authority");
    authority = SshKey.generate(authorityFolder.resolve("ca"), SshKey.Type.ED25519);
    sshd = Sshd.setup().config("TrustedUserCAKeys " + authority.publicFile()).start();
  }

  @AfterAll
  static void stop() {
    sshd.close();
    authorityFolder.close();
  }

  @BeforeEach
  void open() throws IOException {
    home = new Folder("home");
    Files.createDirectory(home.resolve(".ssh"));
    sshd.forgetKeys();
  }

  @AfterEach
  void close() {
    home.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "-t ed25519",
        "-t ecdsa -b 256",
        "-t ecdsa -b 384",
        "-t ecdsa -b 521",
        "-t rsa -b 2048",
        "-t ecdsa -b 384 -m PKCS8",
        "-t rsa -b 2048 -m PEM",
      })
  void logsInWithEveryTypeOfKey(String type) {
    assertThat(login(keygen("key", "", type), NO_PASSPHRASE)).isEmpty();
  }

  @Test
  void logsInWithAKeyBehindAPassphrase() {
    var key = keygen("key", "sesame", "-t ed25519");
    assertThat(login(key, new SecretSource.Given(new Secret("sesame")))).isEmpty();
    assertThat(login(key, NO_PASSPHRASE).map(Failure::reason)).contains(Reason.KEY_ENCRYPTED);
  }

  @Test
  void logsInWithTheUsualKeyThatNobodyNamed() {
    keygen(".ssh/id_ed25519", "", "-t ed25519");
    assertThat(login(List.of(), NO_PASSPHRASE)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"-t ed25519", "-t ecdsa -b 256", "-t rsa -b 2048"})
  void logsInWithAKeyOfTheAgent(String type) {
    try (var agent = new SshAgent()) {
      agent.add(keygen("key", "", type).toString());
      variables = Map.of("SSH_AUTH_SOCK", agent.socket().toString());
      assertThat(login(List.of(), NO_PASSPHRASE)).isEmpty();
    }
  }

  @Test
  void findsTheAgentsKeyByAFileThatItCannotOpen() throws IOException {
    try (var agent = new SshAgent()) {
      var stranger = keygen("stranger", "", "-t ed25519");
      sshd.forgetKeys();
      var key = keygen("key", "", "-t ed25519");
      agent.add(stranger.toString());
      agent.add(key.toString());
      variables = Map.of("SSH_AUTH_SOCK", agent.socket().toString());
      lock(key);
      assertThat(login(key, NO_PASSPHRASE)).as("encrypted").isEmpty();
      Files.delete(key);
      assertThat(login(key, NO_PASSPHRASE)).as("only .pub is left").isEmpty();
      assertThat(login(Path.of(key + ".pub"), NO_PASSPHRASE)).as(".pub is named").isEmpty();
      // With a key named, no other one is shown: each refusal counts against us there.
      assertThat(sshd.log()).doesNotContain(fingerprint(stranger));
    }
  }

  @Test
  void logsInWithTheCertificateBesideItsKey() {
    var key = certified("-V", "-1d:+1d");
    assertThat(login(key, NO_PASSPHRASE)).isEmpty();
    sshd.awaitLog("Accepted publickey");
    assertThat(sshd.log()).contains("ED25519-CERT");
  }

  @Test
  void logsInWithACertificateForAKeyOfTheAgent() {
    try (var agent = new SshAgent()) {
      var key = certified("-V", "-1d:+1d");
      agent.add("-q", key.toString());
      variables = Map.of("SSH_AUTH_SOCK", agent.socket().toString());
      assertThat(login(key, NO_PASSPHRASE)).isEmpty();
    }
  }

  @Test
  void saysWhatIsWrongWithACertificate() {
    var expired = login(certified("-V", "-2d:-1d"), NO_PASSPHRASE).orElseThrow();
    assertThat(expired.reason()).isEqualTo(Reason.CERTIFICATE_INVALID);
    assertThat(expired.detail()).contains("-cert.pub: it expired at ");
  }

  @Test
  void saysForWhomACertificateIs() {
    var key = keygen("other", "", "-t ed25519");
    sshd.forgetKeys();
    authority.certify(new SshKey(key), "somebody-else");
    var failure = login(key, NO_PASSPHRASE).orElseThrow();
    assertThat(failure.reason()).isEqualTo(Reason.CERTIFICATE_INVALID);
    assertThat(failure.detail()).contains("is for [somebody-else], not for " + sshd.user());
  }

  private Path certified(String... options) {
    var key = keygen("certified", "", "-t ed25519");
    sshd.forgetKeys();
    authority.certify(new SshKey(key), sshd.user(), options);
    return key;
  }

  /** A new key that the server accepts. */
  private Path keygen(String name, String passphrase, String options) {
    var file = home.resolve(name);
    var words =
        new ArrayList<>(List.of(Peers.require(Peer.SSH_KEYGEN).toString(), "-q", "-N", passphrase));
    words.addAll(List.of(options.split(" ")));
    words.addAll(List.of("-f", file.toString()));
    Program.run(Program.Launch.of(home, words.toArray()));
    sshd.authorise(new SshKey(file));
    return file;
  }

  private void lock(Path key) {
    var keygen = Peers.require(Peer.SSH_KEYGEN);
    Program.run(Program.Launch.of(home, keygen, "-q", "-p", "-N", "sesame", "-f", key));
  }

  private static String fingerprint(Path key) {
    return PublicKeyFile.of(key).orElseThrow().fingerprint();
  }

  private Optional<Failure> login(Path key, SecretSource passphrase) {
    return login(List.of(key), passphrase);
  }

  private Optional<Failure> login(List<Path> keys, SecretSource passphrase) {
    var user = new LocalUser(Peers.user(), SshEnvironment.uid(), home.path());
    var environment =
        new SshEnvironment(user, "here", variables, Optional.empty(), Optional.empty());
    var settings =
        new SshSettings(
            sshd.destination(),
            List.of(),
            keys,
            passphrase,
            new SecretSource.None(),
            Optional.empty(),
            List.of(sshd.knownHosts()),
            Optional.of(Duration.ofSeconds(20)),
            Optional.empty());
    return LoginRun.failure(environment, settings);
  }
}
