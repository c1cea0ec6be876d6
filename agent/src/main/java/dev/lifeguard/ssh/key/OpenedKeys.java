package dev.lifeguard.ssh.key;

import dev.lifeguard.config.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Keys that were opened with a passphrase: deriving the cipher's key takes a tenth of a second and
 * more by design, which no reconnecting tunnel should wait for. Usable from any thread.
 */
final class OpenedKeys {
  private static final int MOST = 64;

  /** What tells one version of a file from the next. */
  record Version(Path file, FileTime modified, long size) {
    static Version of(Path file) throws IOException {
      var attributes = Files.readAttributes(file, BasicFileAttributes.class);
      return new Version(file, attributes.lastModifiedTime(), attributes.size());
    }
  }

  private record Opened(Version version, Secret passphrase, LoadedKey key) {}

  private final Map<Path, Opened> opened = new ConcurrentHashMap<>();

  /** The key, if this version of the file was opened with this passphrase before. */
  Optional<LoadedKey> find(Version version, Secret passphrase) {
    return Optional.ofNullable(opened.get(version.file()))
        .filter(one -> one.version().equals(version) && one.passphrase().equals(passphrase))
        .map(Opened::key);
  }

  void keep(Version version, Secret passphrase, LoadedKey key) {
    if (opened.size() < MOST || opened.containsKey(version.file()))
      opened.put(version.file(), new Opened(version, passphrase, key));
  }
}
