package dev.lifeguard.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AbsenceTest {
  @TempDir private Path folder;

  @Test
  void aLinkThatLeadsInACircleIsNotMerelyMissing() throws IOException {
    Files.createSymbolicLink(folder.resolve("one"), Path.of("two"));
    Files.createSymbolicLink(folder.resolve("two"), Path.of("one"));
    assertThat(Absence.of(folder.resolve("one")))
        .isEqualTo("is a symbolic link that leads in a circle");
  }

  @Test
  void aLinkToNothingNamesWhatIsMissing() throws IOException {
    Files.createSymbolicLink(folder.resolve("key"), Path.of("gone"));
    assertThat(Absence.of(folder.resolve("key")))
        .isEqualTo("is a symbolic link to gone, which does not exist");
  }

  @Test
  void whatIsNotThereAtAllDoesNotExist() {
    assertThat(Absence.of(folder.resolve("nothing"))).isEqualTo("does not exist");
    assertThat(Absence.of(folder.resolve("no/folder"))).isEqualTo("does not exist");
  }

  @Test
  void aFolderIsNoFile() {
    assertThat(Absence.of(folder)).isEqualTo("is a folder");
  }

  @Test
  void aFileIsNoFolderToLookInto() throws IOException {
    var file = Files.createFile(folder.resolve("file"));
    assertThat(Absence.of(file.resolve("key"))).startsWith("cannot be reached: ");
  }
}
