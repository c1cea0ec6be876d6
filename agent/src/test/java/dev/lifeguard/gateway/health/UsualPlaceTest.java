package dev.lifeguard.gateway.health;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UsualPlaceTest {
  @TempDir Path home;

  @BeforeEach
  void install() throws IOException {
    var ours = PosixFilePermissions.fromString("rwx------");
    Files.createFile(home.resolve("openclaw"), PosixFilePermissions.asFileAttribute(ours));
    Files.createDirectory(home.resolve(".openclaw"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          { "gateway": { "port": 18800 } | 18800 | true
          { gateway: { port : 18800      | 18800 | true
          { "gateway": { "port": 18801 } | 18800 | false
          { "gateway":                   | 18789 | true
          { "gateway":                   | 18800 | false
          { "gateway": { "port": 18801 } | 18789 | false
          """)
  void fileIsTakenForTheGatewayOfItsPortHoweverBroken(String text, int port, boolean taken)
      throws IOException {
    Files.writeString(home.resolve(".openclaw/openclaw.json"), text);
    assertThat(new UsualPlace(home, List.of(home)).of(port).isPresent()).isEqualTo(taken);
  }

  @Test
  void withoutAFileOrAProgramThereIsNoSuchPlace() throws IOException {
    assertThat(new UsualPlace(home, List.of(home)).of(18_789)).isEmpty();
    Files.writeString(home.resolve(".openclaw/openclaw.json"), "{}");
    assertThat(new UsualPlace(home, List.of()).of(18_789)).isEmpty();
  }
}
