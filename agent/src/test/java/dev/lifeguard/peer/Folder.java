package dev.lifeguard.peer;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A private folder of a peer, gone with it. */
public final class Folder implements AutoCloseable {
  private static final Set<Folder> OPEN = ConcurrentHashMap.newKeySet();

  private final Path path;

  public Folder(String name) {
    try {
      path = Files.createTempDirectory("lifeguard-" + name + "-").toRealPath();
      OPEN.add(this);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public Path path() {
    return path;
  }

  public Path resolve(String name) {
    return path.resolve(name);
  }

  public Path write(String name, String text) {
    try {
      Files.createDirectories(resolve(name).getParent());
      return Files.writeString(resolve(name), text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The text of a file, empty while there is none. */
  public static String read(Path file) {
    try {
      return Files.exists(file) ? new String(Files.readAllBytes(file)) : "";
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What a dying process still writes may outrun the deletion, hence the second round. */
  @Override
  public void close() {
    OPEN.remove(this);
    for (int round = 0; round < 3 && Files.exists(path); round++) {
      try (var inside = Files.walk(path)) {
        inside.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
      } catch (IOException | UncheckedIOException again) {
        continue;
      }
    }
  }

  static void deleteAll() {
    OPEN.forEach(Folder::close);
  }
}
