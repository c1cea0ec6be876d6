package dev.lifeguard.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.time.ManualTime;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileWatchTest {
  private static final Duration LOOK = Duration.ofSeconds(1);

  @TempDir private Path folder;
  private final ManualTime time = new ManualTime();
  private final AtomicInteger changes = new AtomicInteger();
  private Path file;

  @BeforeEach
  void write() throws IOException {
    file = folder.resolve("lifeguard.yaml");
    Files.writeString(file, "a: 1\n");
  }

  private FileWatch watch(Path... files) {
    return new FileWatch(time, LOOK, Set.of(files), changes::incrementAndGet);
  }

  private int changesAfter(int looks) {
    for (int i = 0; i < looks; i++) time.advance(LOOK);
    return changes.get();
  }

  @Test
  void tellsAnEditOnceItHasSettled() throws IOException {
    watch(file);
    assertThat(changesAfter(3)).isZero();
    Files.writeString(file, "a: 22\n");
    assertThat(changesAfter(1)).isZero();
    Files.writeString(file, "a: 333\n");
    assertThat(changesAfter(1)).isZero();
    assertThat(changesAfter(1)).isEqualTo(1);
    assertThat(changesAfter(5)).isEqualTo(1);
  }

  @Test
  void seesAFileOfTheSameSizeMovedOverIt() throws IOException {
    watch(file);
    var aside = folder.resolve("aside");
    Files.writeString(aside, "a: 2\n");
    Files.setLastModifiedTime(aside, Files.getLastModifiedTime(file));
    Files.move(aside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    assertThat(changesAfter(2)).isEqualTo(1);
  }

  @Test
  void seesASwapBehindASymbolicLink() throws IOException {
    var old = Files.createDirectory(folder.resolve("..1"));
    var fresh = Files.createDirectory(folder.resolve("..2"));
    Files.writeString(old.resolve("x.yaml"), "a: 1\n");
    Files.writeString(fresh.resolve("x.yaml"), "a: 2\n");
    var data = Files.createSymbolicLink(folder.resolve("..data"), old);
    var link = Files.createSymbolicLink(folder.resolve("x.yaml"), data.resolve("x.yaml"));
    watch(link);
    var aside = Files.createSymbolicLink(folder.resolve("..tmp"), fresh);
    Files.move(aside, data, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    assertThat(changesAfter(2)).isEqualTo(1);
  }

  @Test
  void seesAFileGoAndComeAgainAndOneThatWasNotThere() throws IOException {
    watch(file, folder.resolve("more.yaml"));
    Files.delete(file);
    assertThat(changesAfter(2)).isEqualTo(1);
    Files.writeString(file, "a: 1\n");
    assertThat(changesAfter(2)).isEqualTo(2);
    Files.writeString(folder.resolve("more.yaml"), "b: 1\n");
    assertThat(changesAfter(2)).isEqualTo(3);
  }

  @Test
  void seesNewNamesInAFolder() throws IOException {
    watch(folder);
    Files.writeString(file, "a: changed\n");
    assertThat(changesAfter(3)).isZero();
    Files.writeString(folder.resolve("more.yaml"), "b: 1\n");
    assertThat(changesAfter(2)).isEqualTo(1);
  }

  @Test
  void doesNotMissWhatChangedWhileTheFilesWereRead() throws IOException {
    var watch = watch(file);
    Files.writeString(file, "a: 22\n");
    watch.watch(Set.of(file, folder.resolve("more.yaml")));
    assertThat(changesAfter(2)).isEqualTo(1);
  }

  @Test
  void isSilentAfterItsEnd() throws IOException {
    var watch = watch(file);
    watch.end();
    Files.writeString(file, "a: 22\n");
    assertThat(changesAfter(3)).isZero();
  }
}
