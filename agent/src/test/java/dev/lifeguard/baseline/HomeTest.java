package dev.lifeguard.baseline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.config.SecretSource;
import dev.lifeguard.gateway.GatewaySettings;
import dev.lifeguard.ssh.config.SshEnvironment;
import dev.lifeguard.ssh.config.SshSettings;
import dev.lifeguard.tunnel.TunnelSettings;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A home with one thing wrong at a time. */
class HomeTest {
  private static final Instant NOW = Instant.parse("2026-11-25T12:00:00Z");
  private static final String ED25519 =
      "AAAAC3NzaC1lZDI1NTE5AAAAIBMlvLEoxRc2qhsc3oU3pt2th2EUo3RKey6fTAADdImM";

  @TempDir Path home;
  private Path ssh;

  @BeforeEach
  void makeHome() throws IOException {
    ssh = Files.createDirectory(home.resolve(".ssh"));
    mode(ssh, "rwx------");
  }

  private static void mode(Path file, String mode) throws IOException {
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
  }

  private Path file(String name, String mode, String text) throws IOException {
    var file = Files.writeString(home.resolve(name), text);
    mode(file, mode);
    Files.setLastModifiedTime(file, FileTime.from(NOW.minus(Duration.ofDays(1))));
    return file;
  }

  private static void age(Path file, int days) throws IOException {
    Files.setLastModifiedTime(file, FileTime.from(NOW.minus(Duration.ofDays(days))));
  }

  private static String key(String kind) {
    return "-----BEGIN "
        + kind
        + " PRIVATE KEY-----\nAAAA\n-----END "
        + kind
        + " PRIVATE KEY-----\n";
  }

  private BaselineScope scope(Optional<Path> own, BaselineScope.Gateway... gateways) {
    var environment =
        new SshEnvironment(
            new SshEnvironment.LocalUser("me", 1000, home),
            "here",
            Map.of(),
            Optional.of(ssh.resolve("config")),
            Optional.empty());
    return new BaselineScope(own, environment, List.of(), List.of(gateways));
  }

  private BaselineScope.Gateway gateway(SecretSource token, TunnelSettings... tunnels) {
    var url = URI.create("ws://127.0.0.1:18789");
    return new BaselineScope.Gateway(
        "home", List.of(GatewaySettings.of("home", url, token)), List.of(tunnels));
  }

  private static TunnelSettings through(Path identity) {
    var settings =
        new SshSettings(
            "host.example",
            List.of(),
            List.of(identity),
            new SecretSource.None(),
            new SecretSource.None(),
            Optional.empty(),
            List.of(),
            Optional.empty(),
            Optional.empty());
    return new TunnelSettings.Kept("ssh", settings, List.of(), false);
  }

  private List<BaselineFinding> ssh() {
    return new SshPosture(scope(Optional.empty()), NOW).findings();
  }

  private static List<String> codes(List<BaselineFinding> findings) {
    return findings.stream().map(it -> it.check().code()).toList();
  }

  @Test
  void aTidyHomeHasNoFindings() throws IOException {
    file(".ssh/config", "rw-r--r--", "Host a\n  LocalForward 1 b:1\n  ServerAliveInterval 5\n");
    file(".ssh/known_hosts", "rw-r--r--", "host.example ssh-ed25519 " + ED25519 + "\n");
    assertThat(ssh()).isEmpty();
  }

  @Test
  void aKeyThatOthersCanReadOfAnOldKindAndOfAgeIsThreeFindingsOfWhichOneCanBeMended()
      throws IOException {
    var key = file(".ssh/id_rsa", "rw-r-----", key("RSA"));
    age(key, 91);
    var findings = ssh();
    assertThat(codes(findings)).containsExactly("ssh_key_mode", "ssh_key_type", "ssh_key_old");
    assertThat(findings.getFirst().repair()).contains(new Repair.Narrow(key, "rw-------"));
    assertThat(findings.getFirst().evidence().fix()).isEqualTo("chmod 0600 " + key);
  }

  @Test
  void aPublicKeyIsNoPrivateOne() throws IOException {
    file(".ssh/id_rsa.pub", "rw-r--r--", "ssh-rsa AAAA me@here\n");
    assertThat(ssh()).isEmpty();
  }

  @Test
  void aKeyThatATunnelAsksForMustBeThere() {
    var gone = home.resolve("gone");
    var gateway = gateway(new SecretSource.None(), through(gone));
    var findings = new SshPosture(scope(Optional.empty(), gateway), NOW).findings();
    assertThat(codes(findings)).containsExactly("ssh_key_missing");
    assertThat(findings.getFirst().gateway()).contains("home");
  }

  @Test
  void tellsTheAgeOfTheKeyInUse() throws IOException {
    var key = file("deep.key", "rw-------", key("EC"));
    age(key, 12);
    var gateway = gateway(new SecretSource.None(), through(key));
    assertThat(new SshPosture(scope(Optional.empty(), gateway), NOW).keyAge(gateway))
        .contains(Duration.ofDays(12));
  }

  @Test
  void saysInWhichLineOfWhichFileHostKeysAreNotChecked() throws IOException {
    var included = file(".ssh/more", "rw-------", "Host x\n  UserKnownHostsFile=/dev/null\n");
    var config =
        "Include more\n"
            + "Host y\n"
            + "\tstricthostkeychecking \"off\"\n"
            + "Host z\n"
            + "  StrictHostKeyChecking ask\n";
    var file = file(".ssh/config", "rw-------", config);
    assertThat(ssh())
        .extracting(BaselineFinding::about)
        .containsExactlyInAnyOrder(included + ":2", file + ":3");
  }

  @Test
  void forwardsThatNothingKeepsAliveAreNamedUnlessAllAreKept() throws IOException {
    file(".ssh/config", "rw-------", "Host y\n  LocalForward 1 b:1\n");
    assertThat(codes(ssh())).containsExactly("ssh_keepalive_off");
    file(
        ".ssh/config",
        "rw-------",
        "Host y\n  LocalForward 1 b:1\nHost *\n  ServerAliveInterval 5\n");
    assertThat(ssh()).isEmpty();
  }

  @Test
  void filesThatOthersCanChangeAreFound() throws IOException {
    file(".ssh/config", "rw-rw-r--", "");
    mode(ssh, "rwxrwxrwx");
    assertThat(codes(ssh())).containsExactly("ssh_file_mode", "ssh_file_mode");
  }

  @Test
  void deadAndRepeatedLinesOfKnownHostsAreOneFindingThatCanBeMended() throws IOException {
    var good = "host.example ssh-ed25519 " + ED25519;
    var file = file(".ssh/known_hosts", "rw-r--r--", good + "\n# note\n\ngarbage\n" + good + "\n");
    var findings = ssh();
    assertThat(codes(findings)).containsExactly("known_hosts_line");
    var results = Repairs.run(findings, NOW);
    assertThat(Files.readString(file)).isEqualTo(good + "\n# note\n\n");
    assertThat(home.resolve(".ssh/known_hosts.lifeguard-20261125-120000"))
        .content()
        .contains("garbage");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-r--r--");
    assertThat(((Repairs.Result.Mended) results.getFirst()).diff())
        .contains("- 4: garbage", "- 5: " + good);
    assertThat(ssh()).isEmpty();
  }

  @Test
  void mendsModesAndShowsWhatChanged() throws IOException {
    var key = file(".ssh/id_x", "rw-r--r--", key("OPENSSH"));
    var results = Repairs.run(ssh(), NOW);
    assertThat(results)
        .containsExactly(
            new Repairs.Result.Mended(key, List.of("- rw-r--r-- " + key, "+ rw------- " + key)));
    assertThat(ssh()).isEmpty();
  }

  @Test
  void aFileThatCannotBeMendedIsSaidAndTheOthersAreMended() throws IOException {
    var key = file(".ssh/id_x", "rw-r--r--", key("OPENSSH"));
    var findings = new java.util.ArrayList<>(ssh());
    findings.addFirst(
        findings.getFirst().with(new Repair.Narrow(home.resolve("gone"), "rw-------")));
    var results = Repairs.run(findings, NOW);
    assertThat(results.getFirst()).isInstanceOf(Repairs.Result.Failed.class);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(key)))
        .isEqualTo("rw-------");
  }

  @Test
  void tokenFilesAreMeasuredDatedAndKeptFromOthersEvenWhenTheyCannotBeUsed() throws IOException {
    var file = file("t", "rw-r--r--", "0123456789abcdefghijklmnopqrstuv");
    age(file, 31);
    var gateway = gateway(new SecretSource.InFile(file));
    var posture = new TokenPosture(NOW);
    assertThat(codes(posture.of(scope(Optional.empty(), gateway))))
        .containsExactly("secret_file_mode", "token_old");
    assertThat(posture.age(gateway)).contains(Duration.ofDays(31));
    mode(file, "rw-------");
    Files.writeString(file, "abc");
    assertThat(codes(new TokenPosture(NOW).of(scope(Optional.empty(), gateway)).reversed()))
        .contains("token_weak");
  }

  @Test
  void ourOwnFileIsASecretOnlyWhenItHoldsOne() throws IOException {
    var plain =
        file(
            "a.yaml",
            "rw-r--r--",
            "token: ${TOKEN}\n# password: opensesame\nx: {token-file: aaaaaaaaaa}\n");
    assertThat(new TokenPosture(NOW).of(scope(Optional.of(plain)))).isEmpty();
    var clear = file("b.yaml", "rw-r--r--", "gateways: [{token: \"abcdefgh12345\"}]\n");
    assertThat(codes(new TokenPosture(NOW).of(scope(Optional.of(clear)))))
        .containsExactly("secret_file_mode");
  }
}
