package dev.lifeguard.ssh.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.peer.Folder;
import dev.lifeguard.peer.Peers;
import dev.lifeguard.ssh.config.SshEnvironment.LocalUser;
import dev.lifeguard.ssh.config.SshKeyword.Treatment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code docs/ssh.md} says what the code does. */
class SshDocumentTest {
  private static final String DOCUMENT = Folder.read(Peers.project().resolve("docs/ssh.md"));

  @TempDir Path folder;

  @Test
  void namesWhatBecomesOfEveryKeyword() {
    assertThat(DOCUMENT)
        .contains(table(Treatment.HONOURED))
        .contains(table(Treatment.WARNED))
        .contains(table(Treatment.NOTED));
  }

  @Test
  void showsAConfigurationThatIsHonouredWhole() throws IOException {
    var example = DOCUMENT.replaceFirst("(?s).*```ssh-config\n(.*?)```.*", "$1");
    var file = Files.writeString(folder.resolve("config"), example);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    var user = new LocalUser("me", SshEnvironment.uid(), folder);
    var environment =
        new SshEnvironment(user, "here", Map.of(), Optional.of(file), Optional.empty());
    var config = OpenSshConfig.load(environment);
    assertThat(config.findings()).isEmpty();
    var outcome = new TargetResolver(environment, config).resolve(SshSettings.to("gateway-eu"));
    assertThat(outcome).isInstanceOf(TargetOutcome.Resolved.class);
  }

  /** A row for each keyword with a remark; those without one on a line together. */
  private static String table(Treatment treatment) {
    return Arrays.stream(SshKeyword.values())
        .filter(keyword -> keyword.treatment() == treatment)
        .collect(
            Collectors.groupingBy(
                SshKeyword::remark,
                java.util.LinkedHashMap::new,
                Collectors.mapping(SshKeyword::title, Collectors.joining(", "))))
        .entrySet()
        .stream()
        .map(row -> "| " + row.getValue() + " | " + row.getKey() + " |\n")
        .collect(Collectors.joining());
  }
}
