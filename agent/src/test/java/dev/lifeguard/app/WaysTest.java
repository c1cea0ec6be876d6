package dev.lifeguard.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.ssh.config.SshSettings;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WaysTest {
  @ParameterizedTest
  @CsvSource({
    "root@10.0.0.7:2222, $ ssh-keyscan -p 2222 10.0.0.7",
    "ops@bastion, $ ssh-keyscan -p 22 bastion",
    "[::1]:2200, $ ssh-keyscan -p 2200 ::1"
  })
  void namesTheServerThatIsLoggedInToAndNotTheLocalEndOfTheTunnel(String written, String command) {
    var way = Ways.login(SshSettings.to(written), List.of());
    assertThat(way.names().fill("$ ssh-keyscan -p {port} {host}")).isEqualTo(command);
  }
}
