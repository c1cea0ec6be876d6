package dev.lifeguard.baseline;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Files that somebody wrote by hand: read whole, but no more than a bound. */
final class SmallFile {
  private static final int LONGEST = 1_000_000;

  private SmallFile() {}

  /** Empty when it cannot be read, whyever. */
  static Optional<String> read(Path file) {
    if (!Files.isRegularFile(file)) return Optional.empty();
    try (var in = Files.newInputStream(file)) {
      return Optional.of(new String(in.readNBytes(LONGEST), StandardCharsets.ISO_8859_1));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** Since it was last written. */
  static Optional<Duration> age(Path file, Instant now) {
    try {
      return Optional.of(Duration.between(Files.getLastModifiedTime(file).toInstant(), now));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** In the order of their names; none when there is no such folder. */
  static List<Path> in(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(Files::isRegularFile).sorted().toList();
    } catch (IOException e) {
      return List.of();
    }
  }
}
