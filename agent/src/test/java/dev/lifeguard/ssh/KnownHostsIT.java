package dev.lifeguard.ssh;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.peer.Folder;
import dev.lifeguard.peer.Peer;
import dev.lifeguard.peer.Peers;
import dev.lifeguard.peer.Program;
import dev.lifeguard.peer.SshKey;
import dev.lifeguard.peer.Sshd;
import dev.lifeguard.reason.Reason;
import dev.lifeguard.ssh.config.SshEnvironment;
import dev.lifeguard.ssh.config.SshEnvironment.LocalUser;
import dev.lifeguard.ssh.config.SshSettings;
import dev.lifeguard.ssh.config.SshSettings.HostKeyPolicy;
import dev.lifeguard.ssh.key.KnownHosts;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** known_hosts beside ssh-keygen and ssh, and host keys of a real server. */
class KnownHostsIT {
  private static final List<String> NAMES =
      List.of(
          "plain",
          "PLAIN",
          "second",
          "hashed",
          "[hashed]:2222",
          "web1.example",
          "db.example",
          "[ported]:2200",
          "ported",
          "[any]:99",
          "revoked",
          "signed.example",
          "192.0.2.7",
          "2001:db8::7",
          "commented",
          "nobody",
          "tabbed",
          "a.b.example");

  private final Folder folder = new Folder("known-hosts");

  @AfterEach
  void close() {
    folder.close();
  }

  @Test
  void findsTheLinesThatSshKeygenFinds() {
    Peers.require(Peer.SSH_KEYGEN);
    var file = corpus();
    var known = KnownHosts.read(List.of(file));
    for (var name : NAMES)
      assertThat(known.linesOf(name).stream().map(line -> line.at().line()))
          .as(name)
          .containsExactlyElementsOf(keygenFinds(file, name));
  }

  /** One line of each kind, as many authors would write them. */
  private Path corpus() {
    var key = SshKey.generate(folder.resolve("key"), SshKey.Type.ED25519).publicLine();
    var rsa = SshKey.generate(folder.resolve("rsa"), SshKey.Type.ECDSA).publicLine();
    var hashed = folder.write("hashed", "hashed " + key + "\n[hashed]:2222 " + rsa + "\n");
    keygen("-H", "-f", hashed.toString());
    var lines =
        new ArrayList<>(
            List.of(
                "# comment",
                "",
                "plain " + key,
                "plain,second " + rsa,
                "Plain " + key,
                "*.example,!db.example " + key,
                "[ported]:2200 " + key,
                "[any]:* " + key,
                "@revoked revoked " + key,
                "@revoked * " + rsa,
                "@cert-authority *.example,!*.b.example " + rsa,
                "192.0.2.? " + key,
                "2001:db8::7 " + key,
                "   commented " + key + " with words",
                "tabbed\t" + key.replace(' ', '\t'),
                "@cert-authority @revoked twice " + key,
                "#plain " + key));
    lines.addAll(Folder.read(hashed).lines().toList());
    return folder.write("known_hosts", String.join("\n", lines) + "\n");
  }

  private List<Integer> keygenFinds(Path file, String name) {
    return keygen("-F", name, "-f", file.toString())
        .lines()
        .filter(line -> line.startsWith("# Host "))
        .map(line -> Integer.parseInt(line.replaceFirst(".* found: line ([0-9]+).*", "$1")))
        .toList();
  }

  /** Exit code 1 is ssh-keygen's way to say that it found nothing. */
  private String keygen(String... words) {
    var command = new ArrayList<>(List.of("/bin/sh", "-c", "\"$0\" \"$@\" || true"));
    command.add(Peers.require(Peer.SSH_KEYGEN).toString());
    command.addAll(List.of(words));
    var log = folder.resolve("keygen" + words[1].hashCode() + ".log");
    return Program.run(new Program.Launch(command, folder.path(), Map.of(), log));
  }

  @Test
  void writesTheLineThatSshWrites() {
    try (var sshd = Sshd.plain()) {
      var theirs = folder.resolve("theirs");
      ssh(sshd, theirs);
      assertThat(login(sshd, folder.resolve("ours"), HostKeyPolicy.ACCEPT_NEW)).isEmpty();
      assertThat(folder.resolve("ours")).hasSameTextualContentAs(theirs);
      // The second login finds what the first one wrote.
      assertThat(login(sshd, folder.resolve("ours"), HostKeyPolicy.STRICT)).isEmpty();
      assertThat(folder.resolve("ours")).hasSameTextualContentAs(theirs);
    }
  }

  @Test
  void refusesAnUnknownServerByDefault() {
    try (var sshd = Sshd.plain()) {
      var file = folder.resolve("empty");
      assertThat(login(sshd, file, HostKeyPolicy.STRICT)).contains(Reason.HOST_KEY_UNKNOWN);
      assertThat(file).doesNotExist();
    }
  }

  @Test
  void refusesAServerWhoseKeyHasChangedEvenWhenNewOnesAreAccepted() {
    try (var sshd = Sshd.plain()) {
      var file = folder.resolve("known");
      assertThat(login(sshd, file, HostKeyPolicy.ACCEPT_NEW)).isEmpty();
      sshd.stop();
      sshd.changeHostKeys();
      sshd.start();
      var before = Folder.read(file);
      assertThat(login(sshd, file, HostKeyPolicy.ACCEPT_NEW)).contains(Reason.HOST_KEY_CHANGED);
      assertThat(Folder.read(file)).isEqualTo(before);
    }
  }

  @Test
  void recognisesAServerWithSeveralKeysByTheOneThatIsKnown() {
    try (var sshd = Sshd.setup().hostKeys(SshKey.Type.ED25519, SshKey.Type.ECDSA).start()) {
      var ecdsa = Folder.read(sshd.knownHosts()).lines().toList().getLast();
      var file = folder.write("ecdsa", ecdsa + "\n");
      assertThat(login(sshd, file, HostKeyPolicy.STRICT)).isEmpty();
    }
  }

  @Test
  void believesTheAuthorityThatSignedTheServersKey() throws Exception {
    var authority = SshKey.generate(folder.resolve("authority"), SshKey.Type.ED25519);
    var host = SshKey.generate(folder.resolve("host"), SshKey.Type.ED25519);
    var certificate = authority.certify(host, "127.0.0.1,the-name", "-h", "-V", "-1d:+1d");
    var setup = Sshd.setup().config("HostKey " + host.file(), "HostCertificate " + certificate);
    try (var sshd = setup.start()) {
      var file = folder.write("ca", "@cert-authority * " + authority.publicLine() + "\n");
      assertThat(login(sshd, file, HostKeyPolicy.STRICT)).isEmpty();

      folder.write("config", "HostKeyAlias the-name\n");
      assertThat(login(sshd, file, HostKeyPolicy.STRICT)).isEmpty();

      folder.write("config", "HostKeyAlias another-name\n");
      assertThat(login(sshd, file, HostKeyPolicy.STRICT)).contains(Reason.CERTIFICATE_INVALID);
      Files.delete(folder.resolve("config"));

      var revoked = "@revoked * " + authority.publicLine() + "\n";
      folder.write("ca", Folder.read(file) + revoked);
      assertThat(login(sshd, file, HostKeyPolicy.STRICT)).contains(Reason.HOST_KEY_REVOKED);

      // Of an unknown authority, the certified key counts by itself.
      var plain = "[127.0.0.1]:" + sshd.port() + " " + host.publicLine() + "\n";
      assertThat(login(sshd, folder.write("plain", plain), HostKeyPolicy.STRICT)).isEmpty();
    }
  }

  @Test
  void refusesAHostCertificateThatHasExpired() {
    var authority = SshKey.generate(folder.resolve("authority"), SshKey.Type.ED25519);
    var host = SshKey.generate(folder.resolve("host"), SshKey.Type.ED25519);
    var certificate = authority.certify(host, "127.0.0.1", "-h", "-V", "-2d:-1d");
    var setup = Sshd.setup().config("HostKey " + host.file(), "HostCertificate " + certificate);
    try (var sshd = setup.start()) {
      var file = folder.write("ca", "@cert-authority * " + authority.publicLine() + "\n");
      assertThat(login(sshd, file, HostKeyPolicy.STRICT)).contains(Reason.CERTIFICATE_INVALID);
    }
  }

  /** The reason of a failed login; empty if it went well. */
  private Optional<Reason> login(Sshd sshd, Path knownHosts, HostKeyPolicy policy) {
    var user = new LocalUser(Peers.user(), SshEnvironment.uid(), folder.path());
    var environment =
        new SshEnvironment(
            user, "here", Map.of(), Optional.of(folder.resolve("config")), Optional.empty());
    var plain = SshSettings.to(sshd.destination());
    var settings =
        new SshSettings(
            plain.destination(),
            List.of(),
            List.of(sshd.clientKey().file()),
            plain.passphrase(),
            plain.password(),
            Optional.of(policy),
            List.of(knownHosts),
            Optional.of(Duration.ofSeconds(20)),
            Optional.empty());
    return LoginRun.reason(environment, settings);
  }

  private void ssh(Sshd sshd, Path knownHosts) {
    var command =
        List.of(
            Peers.require(Peer.SSH).toString(),
            "-F",
            "none",
            "-i",
            sshd.clientKey().file().toString(),
            "-p",
            String.valueOf(sshd.port()),
            "-o",
            "UserKnownHostsFile=" + knownHosts,
            "-o",
            "StrictHostKeyChecking=accept-new",
            "-o",
            "UpdateHostKeys=no",
            sshd.user() + "@" + sshd.host(),
            "true");
    Program.run(new Program.Launch(command, folder.path(), Map.of(), folder.resolve("ssh.log")));
  }
}
