package dev.lifeguard.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.peer.OpenClaw;
import dev.lifeguard.peer.SshKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;

/** The baseline as a user calls it, with a real gateway, keys of ssh-keygen and no agent. */
@ResourceLock(Resources.SYSTEM_PROPERTIES)
class BaselineCommandIT {
  private final OpenClaw gateway = OpenClaw.shared();

  @RegisterExtension final HomeFolder home = new HomeFolder();

  @Test
  void openClawsOwnAuditIsAskedWithoutAnAgent() {
    var ran = Ran.of("baseline", "--json", "--config", file());
    assertThat(ran.json().getJsonArray("notLooked").encode())
        .as(ran.out())
        .doesNotContain("security audit");
    assertThat(codes(ran))
        .as(ran.out())
        .containsAnyOf("gateway_audit_warning", "gateway_audit_critical");
  }

  @Test
  void mendsWhatIsSafeKeepsTheOldFileAndShowsTheDifference() throws IOException {
    home.sshConfig("Host *", "  StrictHostKeyChecking no", "  ServerAliveInterval 15");
    var key = SshKey.generate(home.resolve(".ssh/id_ed25519"), SshKey.Type.ED25519);
    HomeFolder.mode(key.file(), "rw-r--r--");
    var known = home.write(".ssh/known_hosts", "gone.example ssh-ed25519 not-a-key\n");
    assertThat(codes(Ran.of("baseline", "--json", "--config", file())))
        .contains("ssh_host_key_unchecked", "ssh_key_mode", "known_hosts_line");
    assertThat(mode(key.file())).isEqualTo("rw-r--r--");

    var ran = Ran.of("baseline", "--fix", "--config", file());
    assertThat(ran.out())
        .contains("- rw-r--r-- " + key.file(), "+ rw------- " + key.file(), "backup: ");
    assertThat(mode(key.file())).isEqualTo("rw-------");
    assertThat(Files.readString(known)).isEmpty();
    try (var kept = Files.list(known.getParent())) {
      assertThat(kept.map(it -> it.getFileName().toString()))
          .anyMatch(name -> name.startsWith("known_hosts.lifeguard-"));
    }
    assertThat(ran.exit()).as("what is left is for a person").isEqualTo(1);
    assertThat(codes(Ran.of("baseline", "--json", "--config", file())))
        .contains("ssh_host_key_unchecked")
        .doesNotContain("ssh_key_mode", "known_hosts_line");
  }

  private static String mode(Path file) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
  }

  private static List<String> codes(Ran ran) {
    return Ran.objects(ran.json().getJsonArray("findings"))
        .map(it -> it.getString("code"))
        .toList();
  }

  private Path file() {
    return home.secret(
        "lifeguard.yaml",
        """
        agent: {listen: "127.0.0.1:0", data-dir: "%s"}
        gateways: [{name: home, url: "%s", token: "%s"}]
        """
            .formatted(home.resolve("data"), gateway.url(), gateway.token()));
  }
}
