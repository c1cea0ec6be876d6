package dev.lifeguard.remedy.step;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lifeguard.reason.FailedException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileEditTest {
  private static final Instant NOW = Instant.parse("2026-11-25T10:00:00Z");

  @TempDir Path folder;
  private Path file;

  @BeforeEach
  void write() throws IOException {
    file = Files.writeString(folder.resolve("config"), "# mine\nHost a\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
  }

  @Test
  void keepsModeAndACopyOfWhatItWas() throws IOException {
    var edit = FileEdit.of(file);
    var copy = edit.write(edit.text() + "Host b\n", NOW).orElseThrow();
    assertThat(file).hasContent("# mine\nHost a\nHost b");
    assertThat(mode(file)).isEqualTo("rw-r-----");
    assertThat(copy).hasFileName("config.lifeguard-20261125T100000Z").hasContent("# mine\nHost a");
    assertThat(folder).isDirectoryNotContaining("glob:**new*");
  }

  @Test
  void followsALinkAndLeavesItALink() throws IOException {
    var link = Files.createSymbolicLink(folder.resolve("link"), file);
    FileEdit.of(link).write("new\n", NOW);
    assertThat(link).isSymbolicLink();
    assertThat(file).hasContent("new");
  }

  @Test
  void refusesWhatSomebodyChangedMeanwhile() throws IOException {
    var edit = FileEdit.of(file);
    Files.writeString(file, "theirs\n");
    assertThatThrownBy(() -> edit.write("ours\n", NOW))
        .isInstanceOf(FailedException.class)
        .hasMessageContaining("was changed meanwhile");
    assertThat(file).hasContent("theirs");
  }

  @Test
  void bringsBytesThatAreNoTextThroughUnchanged() throws IOException {
    var bytes = "# caf\u00e9\n".getBytes(StandardCharsets.ISO_8859_1);
    Files.write(file, bytes);
    var edit = FileEdit.of(file);
    edit.write(edit.text() + "x\n", NOW);
    assertThat(Files.readAllBytes(file)).startsWith(bytes);
  }

  @Test
  void makesAFileThatWasNotThereForItsOwnerOnly() throws IOException {
    var absent = folder.resolve("absent");
    assertThat(FileEdit.of(absent).write("x\n", NOW)).isEmpty();
    assertThat(mode(absent)).isEqualTo("rw-------");
  }

  private static String mode(Path file) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
  }
}
