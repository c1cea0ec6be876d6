package dev.lifeguard.ssh.key;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.ssh.algorithm.Algorithms;
import dev.lifeguard.ssh.config.FilePosition;
import dev.lifeguard.ssh.config.HostName;
import dev.lifeguard.ssh.config.ResolvedTarget.HostKeys;
import dev.lifeguard.ssh.config.SshSettings.HostKeyPolicy;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class KnownHostsTest {
  private static final PublicKey OLD = key("ssh-ed25519");
  private static final PublicKey NEW = key("ssh-ed25519");
  private static final PublicKey ECDSA = key("ecdsa-sha2-nistp256");

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({
    "host,              host,            KNOWN",
    "HOST,              host,            KNOWN",
    "'other,host',      host,            KNOWN",
    "*,                 host,            KNOWN",
    "h?st,              host,            KNOWN",
    "'*,!host',         host,            UNKNOWN",
    "'*.example,!a.*',  a.example,       UNKNOWN",
    "'*.example,!a.*',  b.example,       KNOWN",
    "other,             host,            UNKNOWN",
    "[host]:2222,       [host]:2222,     KNOWN",
    "[host]:*,          [host]:2222,     KNOWN",
    "host,              [host]:2222,     KNOWN",
    "[host]:2222,       host,            UNKNOWN",
    "[host]:2223,       [host]:2222,     UNKNOWN",
    "192.0.2.1,         192.0.2.1,       KNOWN",
    "2001:db8::1,       2001:db8::1,     KNOWN",
  })
  void findsAServerByItsName(String hosts, String name, String verdict) {
    write(line(hosts, OLD));
    assertThat(judge(name, OLD)).isEqualTo(verdict);
  }

  @ParameterizedTest
  @CsvSource({"host, host, KNOWN", "host, other, UNKNOWN", "[host]:99, [host]:99, KNOWN"})
  void findsAServerByTheHashOfItsName(String hashed, String name, String verdict) {
    write(line(HostName.hashed(hashed), OLD));
    assertThat(judge(name, OLD)).isEqualTo(verdict);
  }

  @Test
  void tellsBothKeysAndTheLineWhenTheKeyHasChanged() {
    write("# a comment\n\n" + line("host", OLD));
    assertThat(verdict("host", NEW))
        .isEqualTo(
            new HostKeyVerdict.Changed(
                KeyBlob.of(OLD).described(),
                KeyBlob.of(NEW).described(),
                new FilePosition(file(), 3)));
  }

  @Test
  void takesAKeyOfAnotherTypeForAChange() {
    write(line("host", OLD));
    assertThat(judge("host", ECDSA)).isEqualTo("CHANGED");
  }

  @Test
  void knowsEachOfSeveralKeys() {
    write(line("host", OLD) + line("host", ECDSA));
    assertThat(judge("host", OLD)).isEqualTo("KNOWN");
    assertThat(judge("host", ECDSA)).isEqualTo("KNOWN");
  }

  @Test
  void namesTheLineOfTheSameTypeWhenOneHasChanged() {
    write(line("host", ECDSA) + line("host", OLD));
    var verdict = (HostKeyVerdict.Changed) verdict("host", NEW);
    assertThat(verdict.at().line()).isEqualTo(2);
  }

  @Test
  void takesAnotherKeyUnderTheNameWithoutPortForNoEvidence() {
    write(line("host", OLD));
    assertThat(verdict("[host]:2222", NEW))
        .isEqualTo(
            new HostKeyVerdict.Unknown(
                List.of("[host]:2222", "host"), KeyBlob.of(NEW).described()));
  }

  @Test
  void believesARevocationBeforeAllElse() {
    write(line("host", OLD) + "@revoked " + line("*", OLD));
    assertThat(judge("host", OLD)).isEqualTo("REVOKED");
    assertThat(judge("host", NEW)).isEqualTo("CHANGED");
    write("@revoked " + line("host", OLD));
    assertThat(judge("[host]:2222", OLD)).isEqualTo("UNKNOWN");
  }

  @Test
  void readsSeveralFilesAsOne() {
    write(line("other", OLD));
    var more = folder.resolve("more");
    write(more, line("host", OLD));
    var known = KnownHosts.read(List.of(file(), folder.resolve("absent"), more));
    assertThat(known.judge(keys("host"), OLD))
        .isEqualTo(new HostKeyVerdict.Known(new FilePosition(more, 1)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "host",
        "host ssh-ed25519",
        "host ssh-ed25519 not-base64!",
        "host ssh-ed25519 AAAA",
        "host ssh-rsa AAAAC3NzaC1lZDI1NTE5AAAAIAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
        "host 1024 35 1234567890",
        "@nonsense host ssh-ed25519 AAAA",
        "@revoked",
        "|1|broken ssh-ed25519 AAAA",
      })
  void passesOverWhatItCannotUnderstandAndSaysSo(String broken) {
    write(broken + "\n" + line("host", OLD));
    assertThat(judge("host", OLD)).isEqualTo("KNOWN");
    var findings = KnownHosts.read(List.of(file())).findings();
    assertThat(findings).hasSize(1);
    assertThat(findings.getFirst().toString())
        .startsWith(file() + ":1: ")
        .endsWith("; mend with: correct or remove the line");
  }

  @Test
  void survivesNoise() {
    var random = new Random(20261120);
    for (int round = 0; round < 200; round++) {
      var bytes = new byte[random.nextInt(400)];
      random.nextBytes(bytes);
      write(new String(bytes, java.nio.charset.StandardCharsets.ISO_8859_1));
      assertThat(judge("host", OLD)).isIn("UNKNOWN", "KNOWN");
    }
  }

  @Test
  void appendsAsSshDoes() throws IOException {
    write("# no end of line");
    KnownHostsFile.append(keys("[Host]:2222"), KeyBlob.of(OLD));
    assertThat(Files.readString(file())).isEqualTo("# no end of line\n" + line("[host]:2222", OLD));
    assertThat(judge("[host]:2222", OLD)).isEqualTo("KNOWN");
  }

  @Test
  void appendsHashedNames() throws IOException {
    var keys =
        new HostKeys(HostKeyPolicy.ACCEPT_NEW, "host", "host", List.of(file()), List.of(), true);
    KnownHostsFile.append(keys, KeyBlob.of(OLD));
    assertThat(Files.readString(file())).startsWith("|1|").doesNotContain("host ");
    assertThat(judge("host", OLD)).isEqualTo("KNOWN");
  }

  @Test
  void makesFolderAndFileForTheUserAlone() throws IOException {
    var file = folder.resolve("home/.ssh/known_hosts");
    var keys =
        new HostKeys(HostKeyPolicy.ACCEPT_NEW, "host", "host", List.of(file), List.of(), false);
    KnownHostsFile.append(keys, KeyBlob.of(OLD));
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file.getParent())))
        .isEqualTo("rwx------");
  }

  @Test
  void neverMixesOrDoublesLinesOfManySessions() throws InterruptedException {
    var threads =
        IntStream.range(0, 40)
            .mapToObj(i -> Thread.ofVirtual().start(() -> append("host" + i % 20)))
            .toList();
    for (var thread : threads) thread.join();
    var known = KnownHosts.read(List.of(file()));
    assertThat(known.findings()).isEmpty();
    for (int i = 0; i < 20; i++) assertThat(known.linesOf("host" + i)).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"a b", "*", "@revoked", "a,b", "#", "|1|x", ""})
  void neverWritesWhatIsNoName(String name) {
    org.assertj.core.api.Assertions.assertThatThrownBy(
            () -> KnownHostsFile.append(keys(name), KeyBlob.of(OLD)))
        .isInstanceOf(IOException.class);
    assertThat(file()).doesNotExist();
  }

  @Test
  void asksFirstForKeysThatItWouldRecognise() {
    write(line("host", ECDSA));
    assertThat(order("host").getFirst()).isEqualTo("ecdsa-sha2-nistp256-cert-v01@openssh.com");
    assertThat(order("other").getFirst()).isEqualTo("ssh-ed25519-cert-v01@openssh.com");
    write(line("host", OLD));
    assertThat(order("host")).isEqualTo(order("other"));
    write("@cert-authority " + line("host", ECDSA));
    assertThat(order("host").getFirst()).isEqualTo("ssh-ed25519-cert-v01@openssh.com");
  }

  private List<String> order(String name) {
    return HostKeyOrder.of(
            java.util.Optional.empty(),
            Algorithms.HERE.hostKeys(),
            keys(name),
            KnownHosts.read(List.of(file())))
        .stream()
        .map(org.apache.sshd.common.NamedResource::getName)
        .toList();
  }

  private void append(String name) {
    try {
      KnownHostsFile.append(keys(name), KeyBlob.of(OLD));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String judge(String name, PublicKey offered) {
    return switch (verdict(name, offered)) {
      case HostKeyVerdict.Known _ -> "KNOWN";
      case HostKeyVerdict.CertifiedBy _ -> "CERTIFIED";
      case HostKeyVerdict.Unknown _ -> "UNKNOWN";
      case HostKeyVerdict.Changed _ -> "CHANGED";
      case HostKeyVerdict.Revoked _ -> "REVOKED";
      case HostKeyVerdict.CertificateRefused _ -> "REFUSED";
    };
  }

  private HostKeyVerdict verdict(String name, PublicKey offered) {
    return KnownHosts.read(List.of(file())).judge(keys(name), offered);
  }

  private HostKeys keys(String name) {
    var bare = name.startsWith("[") ? name.substring(1, name.indexOf(']')) : name;
    return new HostKeys(HostKeyPolicy.STRICT, name, bare, List.of(file()), List.of(), false);
  }

  private Path file() {
    return folder.resolve("known_hosts");
  }

  private void write(String text) {
    write(file(), text);
  }

  private static void write(Path file, String text) {
    try {
      Files.writeString(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String line(String hosts, PublicKey key) {
    var blob = KeyBlob.of(key);
    return hosts + " " + blob.type() + " " + blob.base64() + "\n";
  }

  static PublicKey key(String type) {
    try {
      return KeyUtils.generateKeyPair(type, 256).getPublic();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
